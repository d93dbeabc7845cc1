// eslint-disable-next-line no-control-regex -- first packets begin with control characters
const VIDEO = /^(?:\x80theora|BBCD\0|\x4fVP80|\x01video)/;
// eslint-disable-next-line no-control-regex -- the codec of sound is named behind control characters, too
const AUDIO = /^(?:\x01vorbis|OpusHead|\x7fFLAC|Speex {3}|fLaC|PCM {5})/;
const FIRST_OF_STREAM = 2;

/** By the first packet of each stream; they all stand at the beginning. */
export function oggType(head: Buffer): string | null {
  let isAudio = false;
  for (let at = 0; head.toString("latin1", at, at + 4) === "OggS";) {
    const segments = head[at + 26] ?? 0;
    const start = at + 27 + segments;
    if (!((head[at + 5] ?? 0) & FIRST_OF_STREAM) || start > head.length) break;
    const packet = head.toString("latin1", start, start + 16);
    if (VIDEO.test(packet)) return "video/ogg";
    isAudio ||= AUDIO.test(packet);
    at = start + head.subarray(at + 27, start).reduce((sum, length) => sum + length, 0);
  }
  return isAudio ? "audio/ogg" : null;
}
