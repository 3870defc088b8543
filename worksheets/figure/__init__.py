"""Figures: joint angles, contacts and props become a drawing of a person."""
