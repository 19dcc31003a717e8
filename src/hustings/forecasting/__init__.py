"""Evidence to draws of support, refusing a fit that failed its checks."""
