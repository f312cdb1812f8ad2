"""The numbers of the safety surface that a force may set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SurfaceSettings:
    """How ratings weigh, what the prior is worth, what is masked and what is called worse or better.

    Days and months are ages at the day of the surface; weights are counts of fresh ratings.
    """

    resolution: int = 9
    parent_resolution: int = 8
    half_life_days: float = 180.0
    oldest_months: int = 24
    respondent_cap: float = 5.0
    cap_days: float = 90.0
    live_days: float = 30.0
    prior_weight: float = 12.0
    least_total_weight: float = 30.0
    default_mean: float = 0.4
    least_respondents: int = 5
    least_weight: float = 3.0
    worse_from: float = 0.90
    better_to: float = 0.10
    interval: float = 0.90
    ranking_bound: float = 0.10
    change_respondents: int = 10
    change_certainty: float = 0.90
    burst_least: int = 8
    burst_probability: float = 0.999
    burst_baseline_days: float = 90.0
