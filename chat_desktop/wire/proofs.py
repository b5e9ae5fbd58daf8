"""The texts that the office's key signs in a hello, for the parts that verify one."""

from chat_desktop.chat.office.copies import Copy as Copy
from chat_desktop.chat.office.copies import signed_text as copy_text
from chat_desktop.chat.office.identity_key import signed_text as hello_text

__all__ = ["Copy", "copy_text", "hello_text"]
