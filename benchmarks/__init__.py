"""Measurements that the tests leave alone: accuracy of reading, choice of the classifier."""
