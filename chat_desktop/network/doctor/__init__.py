"""The join doctor: why a colleague could not get in, looked for on this computer.

Each probe is a function of the Subject that returns a Check, or None where it does not apply. They run side by side in
threads and in bounded time (check_runner.py), so that neither a host that hangs nor a tool of the platform that waits
for something can hold anybody up.
"""
