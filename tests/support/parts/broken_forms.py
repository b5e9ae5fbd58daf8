"""Bodies of forms with a file that no form has: cut off, with far too many parts, or made to be slow to read."""

FORM = {"Content-Type": "multipart/form-data; boundary=X"}
HEAD = b'--X\r\nContent-Disposition: form-data; name="file"; filename="plan.txt"\r\n\r\n'
END = b"\r\n--X--\r\n"
BODIES = {
    "no end": HEAD + b"Hello",
    "another end": HEAD + b"Hello\r\n--Y--\r\n",
    "no part": b"x" * 700_000,
    "headers": b"--X\r\n" + b"A: b\r\n" * 100_000,
    "many parts": b"--X\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n" * 50 + HEAD + b"Hello" + END,
    "after the end": HEAD + b"Hello" + END + b"x" * 700_000,
    "quotes": b"--X\r\nContent-Disposition: form-data; name=" + b'"\\' * 60_000 + b"\r\n\r\nx" + END,
    "x": b"--X\r\n" + b"A: " + b"x;" * 60_000 + b"\r\n\r\nx" + END,
    "bytes": b"--X\r\n\xff\xfe: x\r\n\r\nx" + END,
    "none": END,
}
