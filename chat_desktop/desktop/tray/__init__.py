"""The icon in the system's tray, and whether the office runs on there when its window is closed."""
