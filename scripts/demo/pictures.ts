import sharp from "sharp";

/** A face that can be told from the others: two colours and a letter. */
export function portrait(letter: string, [from, to]: readonly [string, string]): Promise<Buffer> {
  return drawn(`<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512">
    <linearGradient id="g" x2="1" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>
    <rect width="512" height="512" fill="url(#g)"/><circle cx="256" cy="640" r="260" fill="#fff" fill-opacity=".22"/>
    <circle cx="256" cy="230" r="120" fill="#fff" fill-opacity=".3"/>
    <text x="256" y="282" font-family="sans-serif" font-size="150" fill="#fff" text-anchor="middle">${letter}</text></svg>`);
}

/** A picture to send: hills in the evening. */
export function hills(): Promise<Buffer> {
  return drawn(`<svg xmlns="http://www.w3.org/2000/svg" width="960" height="600">
    <linearGradient id="sky" x2="0" y2="1"><stop stop-color="#31456b"/><stop offset=".6" stop-color="#e8956d"/><stop offset="1" stop-color="#f7d9a8"/></linearGradient>
    <rect width="960" height="600" fill="url(#sky)"/><circle cx="640" cy="330" r="58" fill="#fff1cf"/>
    <path d="M0 400Q200 270 420 390T960 330V600H0z" fill="#7d5a68"/>
    <path d="M0 480Q260 360 520 470T960 440V600H0z" fill="#503f57"/>
    <path d="M0 560Q320 460 620 540T960 520V600H0z" fill="#2c2a3f"/></svg>`);
}

function drawn(svg: string): Promise<Buffer> {
  return sharp(Buffer.from(svg)).png().toBuffer();
}
