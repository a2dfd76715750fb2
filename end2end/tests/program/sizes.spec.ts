// What goes over the wire, with Brotli, against the budget of every page.

import { get } from "node:http";
import type { Page } from "@playwright/test";
import { cookie } from "../../support/people.ts";
import { expect, test } from "../../support/test.ts";

/** In bytes. */
const BUDGET = { browserPart: 60_000, stylesheet: 25_000, page: 150_000 };

for (const [as, ...addresses] of [
  [null, "/", "/anmelden"],
  [
    "kreis",
    "/",
    "/?gemessen=behoerden&leistung=bauen&gebiet=092&stand=2026-06-30",
    "/leistungen",
    "/leistungen/wohnsitzanmeldung",
    "/leistungen/bauen",
    "/leistungen/bauen?gebiet=09188",
    "/kommunen",
    "/kommunen/09273",
    "/kommunen/09",
    "/kommunen/092735218",
    "/kommunen/092735218/leistungen/wohnsitzanmeldung",
    "/berechnung",
    "/konto",
    "/meine-kommune",
  ],
  ["facilitator", "/workshops", "/workshops/neu", "/workshops/1", "/workshops/1/erfassen"],
  ["admin", "/verwaltung/personen", "/verwaltung/personen/neu", "/verwaltung/protokoll"],
] as const) {
  test.describe(`for ${as ?? "everybody"}`, () => {
    test.use({ as });
    for (const address of addresses) {
      test(`${address} keeps to the budget`, async ({ page, visitor }) => {
        const files = await loaded(page, address);
        const sizes = new Map<string, number>();
        // Asking whether somebody else has written a line is no part of the page.
        for (const file of files.filter((file) => !file.includes("/eintraege"))) {
          const { status, bytes, coding } = await transferred(file, cookie(visitor?.cookies));
          sizes.set(file, bytes);
          expect.soft(status, `${file} is what was asked for`).toBe(200);
          expect.soft(coding, `${file} is compressed`).toBe(file.endsWith(".woff2") ? undefined : "br");
        }
        const sum = (belongs: (file: string) => boolean): number =>
          [...sizes].filter(([file]) => belongs(file)).reduce((total, [, bytes]) => total + bytes, 0);
        const isFont = (file: string): boolean => file.endsWith(".woff2");
        expect(sum((file) => /\.(wasm|js)$/.test(file))).toBeLessThanOrEqual(BUDGET.browserPart);
        expect(sum((file) => file.endsWith(".css"))).toBeLessThanOrEqual(BUDGET.stylesheet);
        expect(sum((file) => !isFont(file)), JSON.stringify([...sizes])).toBeLessThanOrEqual(BUDGET.page);
      });
    }
  });
}

test("files have names that change with their content, and are kept for ever", async ({ page }) => {
  const files = (await loaded(page, "/")).filter((file) => file.includes("/pkg/"));
  expect(files.map((file) => /\.(\w+)$/.exec(file)![1]).toSorted()).toEqual(
    expect.arrayContaining(["css", "js", "wasm", "woff2"]),
  );
  for (const file of files) {
    const { headers } = await fetch(file);
    expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(file).toMatch(/-[0-9a-f]{10}(_bg)?\.\w+$/);
  }
});

/** Everything that a browser asks for to show the page. */
async function loaded(page: Page, address: string): Promise<string[]> {
  const files = new Set<string>();
  page.on("request", (request) => {
    if (!request.url().startsWith("data:")) files.add(request.url());
  });
  await page.goto(address, { waitUntil: "networkidle" });
  return [...files];
}

/** The bytes of the body as a browser with these cookies gets it over https. */
function transferred(
  url: string,
  cookie: string,
): Promise<{ status: number | undefined; bytes: number; coding: string | undefined }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { "accept-encoding": "gzip, deflate, br", cookie } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => (bytes += chunk.length));
      response.on("end", () =>
        resolve({ status: response.statusCode, bytes, coding: response.headers["content-encoding"] }),
      );
    }).on("error", reject);
  });
}
