function total(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`An amount is a finite number from 0, not ${value}.`);
    }
    sum += value;
  }
  return sum;
}

/**
 * Index of dissimilarity: the share of the one amount that would have to move for both to be spread alike over the same places,
 * ½ Σ |aᵢ / A − bᵢ / B|: 0 spread alike, 1 nowhere together.
 *
 * Source: O. D. Duncan and B. Duncan (1955), A methodological analysis of segregation indexes, American Sociological Review 20.
 *
 * Undefined where either amount is nothing. Throws a RangeError for lists of different length and amounts that are no finite numbers
 * from 0.
 * @param parts the one amount, by place (the proposals of each group)
 * @param others the other amount, by place in the same order (the changes of each group)
 */
export function dissimilarity(parts: readonly number[], others: readonly number[]): number | undefined {
  if (parts.length !== others.length) {
    throw new RangeError(`There are ${parts.length} parts of the one and ${others.length} of the other.`);
  }
  const [one, other] = [total(parts), total(others)];
  if (one === 0 || other === 0) return undefined;
  return parts.reduce((sum, part, place) => sum + Math.abs(part / one - others[place]! / other), 0) / 2;
}

/**
 * Gini's coefficient of amounts x₁ ≤ … ≤ xₙ: Σ (2i − n − 1) xᵢ / (n Σ xᵢ), twice the area between the line of equality and Lorenz's
 * curve: 0 all equal, (n − 1) / n one has all. It is that of these amounts themselves, not corrected as an estimate for more.
 *
 * Source: C. Gini (1912), Variabilità e mutabilità; the form of A. Sen (1973), On Economic Inequality. The same as R's `ineq::Gini`.
 *
 * Undefined without an amount, and where all are 0. Throws a RangeError for amounts that are no finite numbers from 0.
 */
export function gini(values: readonly number[]): number | undefined {
  const sum = total(values);
  if (sum === 0) return undefined;
  const sorted = Float64Array.from(values).sort();
  const count = sorted.length;
  return sorted.reduce((weighted, value, index) => weighted + (2 * index - count + 1) * value, 0) / (count * sum);
}
