"""Cold start on real sales: how much a model knows that has only ever seen the proxy label."""
