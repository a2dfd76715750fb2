// What somebody tries who has no business here, in a browser.

import type { Page } from "@playwright/test";
import { fillIn } from "../support/form.ts";
import { DEMO_PASSWORD } from "../support/people.ts";
import { TODAY, expect, test } from "../support/test.ts";

const SESSION = "lagebild_session";
const FORM = "/kommunen/097720177177/leistungen/wohnsitzanmeldung";

async function session(page: Page): Promise<string | undefined> {
  return (await page.context().cookies()).find(({ name }) => name === SESSION)?.value;
}

/** What the account page answers to whoever brings this cookie: 200 to somebody, 303 to nobody. */
async function account(url: string, value: string): Promise<number> {
  const answer = await fetch(`${url}/konto`, { headers: { cookie: `${SESSION}=${value}` }, redirect: "manual" });
  return answer.status;
}

test("a session fixed before sign-in is worthless after it", async ({ page, context, demo }) => {
  const planted = "0123456789abcdef".repeat(4);
  await context.addCookies([{ name: SESSION, value: planted, url: demo.url, httpOnly: true, sameSite: "Lax" }]);
  await page.goto("/anmelden");
  expect(await fillIn(page, "viewer@demo.example", DEMO_PASSWORD)).toBe(303);
  await expect(page.getByRole("banner")).toContainText("Vera Viertel");
  const first = (await session(page))!;
  expect(first).not.toBe(planted);
  expect([await account(demo.url, planted), await account(demo.url, first)]).toEqual([303, 200]);

  // Neither does what was a session once come back to life.
  await page.getByRole("button", { name: "Abmelden" }).click();
  await expect(page.getByRole("banner")).not.toContainText("Vera Viertel");
  expect(await session(page)).toBeUndefined();
  await context.addCookies([{ name: SESSION, value: first, url: demo.url, httpOnly: true, sameSite: "Lax" }]);
  await page.goto("/anmelden");
  expect(await fillIn(page, "viewer@demo.example", DEMO_PASSWORD)).toBe(303);
  expect(await session(page)).not.toBe(first);
  expect(await account(demo.url, first)).toBe(303);
});

test.describe("with a cookie", () => {
  test.use({ as: "viewer" });

  test("a tampered cookie is nobody", async ({ page, context, demo, visitor }) => {
    await page.goto("/konto");
    await expect(page.getByRole("banner")).toContainText("Vera Viertel");
    const [cookie] = (await context.cookies()).filter(({ name }) => name === SESSION);
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/", expires: -1 });
    const { value } = visitor!.cookies.find(({ name }) => name === SESSION)!;
    const last = value.endsWith("0") ? "1" : "0";
    for (const tampered of [value.slice(0, -1) + last, value.slice(0, -1), `${value}0`, value.toUpperCase(), `' OR 1=1 --`, ""]) {
      expect(await account(demo.url, encodeURIComponent(tampered)), tampered).toBe(303);
    }
    expect(await account(demo.url, value)).toBe(200);
    await context.addCookies([{ ...cookie!, value: value.slice(0, -1) + last }]);
    await page.goto("/konto");
    await expect(page).toHaveURL(/\/anmelden/);
    await expect(page.getByRole("banner")).not.toContainText("Vera Viertel");
  });
});

test.describe("from a page of somebody else", () => {
  test.use({ as: "contact" });

  for (const [name, path, fields] of [
    ["signing in", "/anmelden", { email: "viewer@demo.example", password: DEMO_PASSWORD }],
    ["reporting", FORM, { stage: "live", effective_on: TODAY, version: "0" }],
    ["deleting the account", "/konto/loeschen", { confirmed: "on" }],
    ["signing out", "/abmelden", {}],
  ] as const) {
    test(`${name} is refused`, async ({ page, program, demo, visitor }) => {
      const before = await program.coverage(demo.database, "--today", TODAY);
      const inputs = Object.entries(fields).map(([field, value]) => `<input name="${field}" value="${value}">`);
      await page.setContent(`<form method="post" action="${demo.url}${path}">${inputs.join("")}<button>Gewinn!</button></form>`);
      const answer = page.waitForResponse((response) => response.request().method() === "POST");
      await page.getByRole("button", { name: "Gewinn!" }).click();
      expect((await answer).status()).toBe(403);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Diese Anfrage wird nicht angenommen");

      // The same by headers alone, as a program forges them.
      const cookie = visitor!.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
      for (const forged of [
        { origin: "https://lagebild.example.evil.example" },
        { origin: "null" },
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site" },
        { origin: demo.url, "sec-fetch-site": "cross-site" },
      ] as Record<string, string>[]) {
        const refused = await fetch(`${demo.url}${path}`, {
          method: "POST",
          body: new URLSearchParams(fields as Record<string, string>),
          headers: { cookie, ...forged },
          redirect: "manual",
        });
        expect(refused.status, JSON.stringify(forged)).toBe(403);
        expect(refused.headers.getSetCookie()).toEqual([]);
      }
      expect(await program.coverage(demo.database, "--today", TODAY)).toEqual(before);
      await page.goto(`${demo.url}/konto`);
      await expect(page.getByRole("banner"), "still the same person").toContainText("Konrad Kontakt");
    });
  }
});
