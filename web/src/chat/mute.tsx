import type { OwnMembershipFragment } from "../gql/graphql.js";
import { mutedUntil } from "../state/conversation.js";
import { Select } from "../ui/select.js";
import { formatUntil } from "../ui/format.js";

const HOUR_MS = 60 * 60_000;
const DURATIONS = [
  ["1", "For an hour"],
  ["8", "For 8 hours"],
  ["24", "For a day"],
  ["168", "For a week"],
] as const;
type Choice = "OFF" | "KEEP" | (typeof DURATIONS)[number][0];

interface MuteProps {
  readonly membership: OwnMembershipFragment;
  readonly onChange: (mutedUntil: string | null) => void;
}

export function Mute({ membership, onChange }: MuteProps) {
  const until = mutedUntil(membership);
  const options: readonly (readonly [Choice, string])[] = [
    ["OFF", "Not muted"],
    ...(until ? [["KEEP", `Until ${formatUntil(until)}`] as const] : []),
    ...DURATIONS,
  ];
  const choose = (choice: Choice): void => {
    if (choice === "OFF") onChange(null);
    else if (choice !== "KEEP")
      onChange(new Date(Date.now() + Number(choice) * HOUR_MS).toISOString());
  };
  return <Select label="Mute" value={until ? "KEEP" : "OFF"} options={options} onChange={choose} />;
}
