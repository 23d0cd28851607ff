"""The measurability classifier: features, training, and prediction with plain arrays."""
