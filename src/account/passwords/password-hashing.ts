/** A slow hash. Each call takes a core for long: limit how many there are at once. */
export interface PasswordHashing {
  /** `text`: at most 72 bytes. Each round more doubles the time. */
  hash(text: string, rounds: number): Promise<string>;
  matches(text: string, hashed: string): Promise<boolean>;
  roundsOf(hashed: string): number;
}
