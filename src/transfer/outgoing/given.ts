/** Without what is absent. */
export function given<T extends object>(fields: T): { [K in keyof T]: NonNullable<T[K]> } {
  const present = Object.entries(fields).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return Object.fromEntries(present) as { [K in keyof T]: NonNullable<T[K]> };
}

export function iso(at: Date | null | undefined): string | null {
  return at?.toISOString() ?? null;
}
