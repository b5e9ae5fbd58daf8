"""What the window offers for its page on Windows (WebView2) and macOS (WebKit), whose engines bring most of it."""
