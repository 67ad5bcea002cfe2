"""Evals: questions with known answers, put to Lotse and to its neighbours."""
