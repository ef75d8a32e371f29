/** Natural logarithm of Γ(halves / 2), by Γ(x + 1) = x Γ(x) from Γ(1/2) = √π or Γ(1) = 1. */
function logGammaOfHalves(halves: number): number {
  let sum = halves % 2 === 1 ? Math.log(Math.PI) / 2 : 0;
  for (let below = halves - 2; below > 0; below -= 2) sum += Math.log(below / 2);
  return sum;
}

/**
 * Probability that a chi-square variable is at least `value`: the regularized upper incomplete gamma function
 * Q(degreesOfFreedom / 2, value / 2), by its power series below its mean and by Legendre's continued fraction above it.
 * Source: M. Abramowitz and I. A. Stegun (1964), Handbook of Mathematical Functions, 26.4.2, 6.5.29 and 6.5.31; the fraction is
 * worked out by the method of W. J. Lentz (1976), Applied Optics 15.
 * Throws a RangeError for a negative value or degrees of freedom that are no whole number from 1.
 */
export function chiSquareTail(value: number, degreesOfFreedom: number): number {
  if (!(value >= 0)) throw new RangeError(`A chi square is not negative: ${value}.`);
  if (!(Number.isInteger(degreesOfFreedom) && degreesOfFreedom > 0)) {
    throw new RangeError(`Degrees of freedom are a whole number from 1, not ${degreesOfFreedom}.`);
  }
  if (value === 0) return 1;
  const [a, x] = [degreesOfFreedom / 2, value / 2];
  const front = Math.exp(a * Math.log(x) - x - logGammaOfHalves(degreesOfFreedom));
  return x < a + 1 ? 1 - front * series(a, x) : front * fraction(a, x);
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let product = d;
  for (let n = 1; ; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    product *= factor;
    if (Math.abs(factor - 1) < 1e-15) return product;
  }
}
