"""The Beta distribution: exact distribution function and quantiles for arrays, in numpy alone.

The leading factor is Loader's saddle-point form (Loader 2000, "Fast and accurate computation of binomial
probabilities"), which keeps its digits for large parameters; the rest is the continued fraction of DiDonato & Morris
(1992, TOMS 708, BFRAC) by Lentz's method. Quantiles are Newton steps on log F over the logit: there F is log-concave,
so the steps converge from any start.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_EPS = float(np.finfo(np.float64).eps)
_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)
_STIRLING_FROM = 16.0
_LOGIT_LIMIT = 700.0
_MOST_TERMS = 20_000
_MOST_STEPS = 200
_NODES, _NODES_OF_LONG_TAILS = 129, 1601


def beta_cdf(x: npt.ArrayLike, a: npt.ArrayLike, b: npt.ArrayLike) -> Floats:
    """P(θ ≤ x) for θ ~ Beta(a, b): the regularised incomplete beta function I_x(a, b).

    Arguments broadcast; x outside [0, 1] gives 0 or 1. Raises ValueError unless a > 0 and b > 0 and all are finite.
    """
    x_, a_, b_ = _checked(x, a, b)
    inside = np.clip(x_, 0.0, 1.0)
    return _incomplete(inside, 1.0 - inside, a_, b_)


def beta_sf(x: npt.ArrayLike, a: npt.ArrayLike, b: npt.ArrayLike) -> Floats:
    """P(θ > x) for θ ~ Beta(a, b), without the loss of digits of 1 − P(θ ≤ x)."""
    x_, a_, b_ = _checked(x, a, b)
    inside = np.clip(x_, 0.0, 1.0)
    return _incomplete(1.0 - inside, inside, b_, a_)


def beta_quantile(p: npt.ArrayLike, a: npt.ArrayLike, b: npt.ArrayLike) -> Floats:
    """The x with P(θ ≤ x) = p for θ ~ Beta(a, b).

    Arguments broadcast. Raises ValueError unless 0 ≤ p ≤ 1, a > 0, b > 0 and all are finite.
    """
    p_, a_, b_ = _checked(p, a, b)
    if np.any((p_ < 0) | (p_ > 1)):
        message = "a probability lies between 0 and 1"
        raise ValueError(message)
    shape = p_.shape
    p_, a_, b_ = p_.ravel(), a_.ravel(), b_.ravel()
    found = np.where(p_ >= 1.0, 1.0, 0.0)
    left = (p_ > 0) & (p_ <= 0.5)
    right = (p_ > 0.5) & (p_ < 1)
    found[left] = _expit(_lower_tail_logit(p_[left], a_[left], b_[left]))
    found[right] = _expit(-_lower_tail_logit(1.0 - p_[right], b_[right], a_[right]))
    return found.reshape(shape)


def beta_log_pdf_logit(t: npt.ArrayLike, a: npt.ArrayLike, b: npt.ArrayLike) -> Floats:
    """Log density of logit θ at `t` for θ ~ Beta(a, b)."""
    t_, a_, b_ = _checked(t, a, b)
    return _log_kernel(_expit(t_), _expit(-t_), a_, b_, logs=(-np.logaddexp(0.0, -t_), -np.logaddexp(0.0, t_)))


def _checked(x: npt.ArrayLike, a: npt.ArrayLike, b: npt.ArrayLike) -> tuple[Floats, Floats, Floats]:
    x_, a_, b_ = np.broadcast_arrays(*(np.asarray(v, dtype=np.float64) for v in (x, a, b)))
    if not (np.isfinite(x_).all() and np.isfinite(a_).all() and np.isfinite(b_).all()):
        message = "the Beta distribution takes finite numbers"
        raise ValueError(message)
    if np.any(a_ <= 0) or np.any(b_ <= 0):
        message = "the parameters of a Beta distribution are greater than zero"
        raise ValueError(message)
    return x_, a_, b_


def _expit(t: Floats) -> Floats:
    e = np.exp(-np.abs(t))
    return np.asarray(np.where(t >= 0, 1.0, e) / (1.0 + e))


def _lower_tail_logit(p: Floats, a: Floats, b: Floats) -> Floats:
    """The logit of the p-quantile, p ≤ 0.5. One-dimensional arrays.

    Starts from the normal quantile of Abramowitz & Stegun 26.2.22.
    """
    log_p = np.log(p)
    spread = np.minimum(1.0, np.sqrt(1.0 / a + 1.0 / b))
    w = np.sqrt(-2.0 * log_p)
    normal = w - (2.30753 + 0.27061 * w) / (1.0 + w * (0.99229 + 0.04481 * w))
    t = np.log(a / b) - normal * spread
    active = np.arange(t.size)
    for _ in range(_MOST_STEPS):
        if not active.size:
            break
        ta, aa, ba = t[active], a[active], b[active]
        log_mass, log_density = _log_mass_and_density(ta, aa, ba)
        step = (log_p[active] - log_mass) * np.exp(np.minimum(log_mass - log_density, _LOGIT_LIMIT))
        t[active] = ta + step
        active = active[np.abs(step) > 1e-8 * np.maximum(spread[active], np.abs(ta) * _EPS * 1e8)]
    return t


def _log_mass_and_density(t: Floats, a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """log P(logit θ ≤ t) and the log density of logit θ at t; neither underflows far out in the lower tail."""
    x, y = _expit(t), _expit(-t)
    log_density = _log_kernel(x, y, a, b, logs=(-np.logaddexp(0.0, -t), -np.logaddexp(0.0, t)))
    swap = x * (a + b) > a
    x, y = np.where(swap, y, x), np.where(swap, x, y)
    a, b = np.where(swap, b, a), np.where(swap, a, b)
    log_tail = np.minimum(log_density - np.log(_continued_fraction(x, y, a, b)), 0.0)
    with np.errstate(divide="ignore"):
        return np.where(swap, np.log1p(-np.exp(log_tail)), log_tail), log_density


def _incomplete(x: Floats, y: Floats, a: Floats, b: Floats) -> Floats:
    """I_x(a, b) with y = 1 − x given, so that neither end loses digits."""
    shape = x.shape
    x, y, a, b = x.ravel(), y.ravel(), a.ravel(), b.ravel()
    swap = x * (a + b) > a
    x, y = np.where(swap, y, x), np.where(swap, x, y)
    a, b = np.where(swap, b, a), np.where(swap, a, b)
    value = np.zeros_like(x)
    work = (x > 0) & (y > 0)
    value[y <= 0] = 1.0
    xw, yw, aw, bw = x[work], y[work], a[work], b[work]
    value[work] = np.exp(_log_kernel(xw, yw, aw, bw)) / _continued_fraction(xw, yw, aw, bw)
    value = np.minimum(value, 1.0)
    return np.where(swap, 1.0 - value, value).reshape(shape)


def _log_kernel(x: Floats, y: Floats, a: Floats, b: Floats, *, logs: tuple[Floats, Floats] | None = None) -> Floats:
    """log(x^a·y^b / B(a, b)); `logs` of x and y where they are known better than from x and y, which may underflow."""
    n = a + b
    log_n = np.log(n)
    log_x, log_y = logs or (np.log(x), np.log(y))
    deviance = _deviance(a, n * x, log_x + log_n) + _deviance(b, n * y, log_y + log_n)
    return 0.5 * np.log(a / n * b / (2 * np.pi)) + _stirling(n) - _stirling(a) - _stirling(b) - deviance


def _deviance(k: Floats, mean: Floats, log_mean: Floats) -> Floats:
    """k·log(k/mean) + mean − k, exact to the last digits where k is near the mean."""
    u = (mean - k) / k
    near = np.abs(u) < 0.4
    v = np.where(near, u / (2.0 + u), 0.0)
    v2 = v * v
    series = np.full_like(v, 1 / 31)
    for odd in range(29, 1, -2):
        series = series * v2 + 1 / odd
    small = k * (u * v - 2.0 * v * v2 * series)
    large = k * (np.log(k) - log_mean) + (mean - k)
    return np.where(near, small, large)


def _stirling(a: Floats) -> Floats:
    """log Γ(a + 1) − ((a + ½) log a − a + ½ log 2π), by recurrence below 16 and Stirling's series above."""
    shift = np.zeros_like(a)
    z = a.copy()
    for _ in range(int(_STIRLING_FROM)):
        low = z < _STIRLING_FROM
        if not low.any():
            break
        zl = z[low]
        shift[low] += (zl + 0.5) * np.log1p(1.0 / zl) - 1.0
        z[low] = zl + 1.0
    inverse = 1.0 / z
    square = inverse * inverse
    series = np.zeros_like(z)
    for coefficient in reversed(_STIRLING):
        series = series * square + coefficient
    return shift + series * inverse


def _continued_fraction(x: Floats, y: Floats, a: Floats, b: Floats) -> Floats:
    """The K with I_x(a, b) = x^a·y^b / (B(a, b)·K), for x ≤ a/(a + b), by modified Lentz."""
    result = np.empty_like(x)
    index = np.arange(x.size)
    excess = a * y - b * x + 1.0
    f = a * excess / (a + 1.0)
    c, d = f.copy(), np.zeros_like(x)
    for m in range(1, _MOST_TERMS):
        if not index.size:
            return result
        odd = a + (2 * m - 1)
        alpha = (a + (m - 1)) / odd * ((a + b + (m - 1)) / odd) * (m * (b - m)) * (x * x)
        beta = m + m * (b - m) * x / odd + (a + m) * (excess + m * (1.0 + y)) / (odd + 2.0)
        d = 1.0 / (beta + alpha * d)
        c = beta + alpha / c
        change = c * d
        f = f * change
        done = np.abs(change - 1.0) <= _EPS
        if done.any():
            result[index[done]] = f[done]
            keep = ~done
            index = index[keep]
            x, y, a, b, excess, c, d, f = (v[keep] for v in (x, y, a, b, excess, c, d, f))
    result[index] = f
    return result


def probability_less(a1: npt.ArrayLike, b1: npt.ArrayLike, a2: npt.ArrayLike, b2: npt.ArrayLike) -> Floats:
    """P(θ₁ < θ₂) for independent θ₁ ~ Beta(a1, b1) and θ₂ ~ Beta(a2, b2).

    The trapezoidal rule over the logit of the one with the narrower density, which is analytic and dies off at both
    ends (Trefethen & Weideman 2014, SIAM Review 56, 385–458); the distribution of the other is smooth on its scale.
    """
    given = np.broadcast_arrays(*(np.asarray(v, np.float64) for v in (a1, b1, a2, b2)))
    first_a, first_b, second_a, second_b = (v.ravel() for v in given)
    swap = 1.0 / second_a + 1.0 / second_b > 1.0 / first_a + 1.0 / first_b
    a, b = np.where(swap, first_a, second_a), np.where(swap, first_b, second_b)
    other_a, other_b = np.where(swap, second_a, first_a), np.where(swap, second_b, first_b)
    below = np.empty_like(a)
    short = np.minimum(a, b) >= 1.0
    for some, nodes in ((short, _NODES), (~short, _NODES_OF_LONG_TAILS)):
        below[some] = _below(a[some], b[some], other_a[some], other_b[some], nodes)
    return np.clip(np.where(swap, 1.0 - below, below), 0.0, 1.0).reshape(given[0].shape)


def _below(a: Floats, b: Floats, other_a: Floats, other_b: Floats, nodes: int) -> Floats:
    """P(other < θ) for θ ~ Beta(a, b), by an integral over logit θ."""
    tail = np.full_like(a, _EPS / 100)
    low = np.maximum(_lower_tail_logit(tail, a, b), -_LOGIT_LIMIT)[:, np.newaxis]
    high = np.minimum(-_lower_tail_logit(tail, b, a), _LOGIT_LIMIT)[:, np.newaxis]
    at = low + (high - low) * np.linspace(0.0, 1.0, nodes)
    density = np.exp(beta_log_pdf_logit(at, a[:, np.newaxis], b[:, np.newaxis]))
    wide_a, wide_b = (np.broadcast_to(v[:, np.newaxis], at.shape) for v in (other_a, other_b))
    below = _incomplete(_expit(at), _expit(-at), wide_a, wide_b)
    return np.asarray((density * below).sum(axis=-1) / density.sum(axis=-1))
