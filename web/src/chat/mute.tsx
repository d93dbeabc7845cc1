import type { OwnMembershipFragment } from "../gql/graphql.js";
import { mutedUntil } from "../state/conversation.js";
import { Select } from "../ui/select.js";
import { formatUntil } from "../ui/format.js";
import { chatTexts } from "../texts/chat.js";

const HOUR_MS = 60 * 60_000;
const DURATIONS = [
  ["1", chatTexts.forAnHour],
  ["8", chatTexts.for8Hours],
  ["24", chatTexts.forADay],
  ["168", chatTexts.forAWeek],
] as const;
type Choice = "OFF" | "KEEP" | (typeof DURATIONS)[number][0];

interface MuteProps {
  readonly membership: OwnMembershipFragment;
  readonly onChange: (mutedUntil: string | null) => void;
}

export function Mute({ membership, onChange }: MuteProps) {
  const until = mutedUntil(membership);
  const options: readonly (readonly [Choice, string])[] = [
    ["OFF", chatTexts.notMuted],
    ...(until ? [["KEEP", chatTexts.until(formatUntil(until))] as const] : []),
    ...DURATIONS,
  ];
  const choose = (choice: Choice): void => {
    if (choice === "OFF") onChange(null);
    else if (choice !== "KEEP")
      onChange(new Date(Date.now() + Number(choice) * HOUR_MS).toISOString());
  };
  return (
    <Select
      label={chatTexts.mute}
      value={until ? "KEEP" : "OFF"}
      options={options}
      onChange={choose}
    />
  );
}
