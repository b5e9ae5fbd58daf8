"""Fixed SQL of imports and exports."""
