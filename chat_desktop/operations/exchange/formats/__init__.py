"""The formats of exports that can be imported, each as records of one shape."""
