import { useEffect, useState } from "react";

/** Counts down to that moment; 0 from then on. */
export function useSecondsUntil(iso: string | null): number {
  const left = (): number =>
    iso === null ? 0 : Math.max(0, Math.ceil((Date.parse(iso) - Date.now()) / 1_000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => setSeconds(left()), 1_000);
    return () => clearInterval(timer);
  }, [iso]);
  return seconds;
}
