"""An invented regency with known truth: real layouts, real faults, nobody real."""

from padan.demo.inventing import DemoFiles, invent
from padan.demo.rates import ListRates, Rates

__all__ = ["DemoFiles", "ListRates", "Rates", "invent"]
