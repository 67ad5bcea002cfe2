"""The commands of `python -m evals`, one file a subject; `evals/__main__.py` names them."""
