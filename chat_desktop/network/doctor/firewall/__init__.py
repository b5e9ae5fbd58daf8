"""Reads the firewall of each platform as far as this account may, and adds the rule to the Windows firewall."""
