/** As it stands in a table; a dash for what was not measured. */
export function number(value: number | null, digits: number): string {
  if (value === null) return "–";
  return value.toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
