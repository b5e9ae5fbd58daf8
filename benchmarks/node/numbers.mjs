// Times in milliseconds, on a clock that only goes forward.
export const now = () => performance.now();
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export function quantile(values, q) {
  const sorted = Float64Array.from(values).sort();
  return sorted.length ? +sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))].toFixed(2) : null;
}

export const spread = (values) => ({ p50: quantile(values, 0.5), p95: quantile(values, 0.95), p99: quantile(values, 0.99), max: quantile(values, 1) });

// How many took so many whole milliseconds: what the runs of a long day can be added up from.
export function counts(values) {
  const found = {};
  for (const value of values) found[Math.floor(value)] = (found[Math.floor(value)] ?? 0) + 1;
  return found;
}
