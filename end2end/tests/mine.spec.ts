// The monthly job of a contact: a few minutes, on a phone, without training.

import { get } from "node:http";
import type { Browser, Page } from "@playwright/test";
import { submit, expectMistake } from "../support/form.ts";
import { DEMO_PASSWORD, cookie, post, signIn } from "../support/people.ts";
import type { Program, Server } from "../support/program.ts";
import { TODAY, expect, playing as test } from "../support/test.ts";

const MEITINGEN = "097720177177";
const [PHONE, DESK] = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
];

test.use({ viewport: PHONE, as: "contact" });

/** A day so many days after the day of the demonstration, as the command line writes it. */
function iso(offset: number): string {
  return new Date(Date.parse(TODAY) + offset * 86_400_000).toISOString().slice(0, 10);
}

/** The same day as forms write it. */
function day(offset: number): string {
  return iso(offset).split("-").toReversed().join(".");
}

/** Somebody tells the status of Markt Meitingen. */
async function told(program: Program, server: Server, stage: string): Promise<void> {
  const what = ["--authority", MEITINGEN, "--service", "wohnsitzanmeldung", "--stage", stage];
  await program.succeed(server.database, "status", "set", ...what, "--today", TODAY);
}

/** What is needed to come back later. */
interface Later {
  browser: Browser;
  serve: (database: string, ...args: string[]) => Promise<Server>;
  javaScriptEnabled: boolean | undefined;
}

/** The page of the contact so many days later, by another server on the same database. */
async function later({ browser, serve, javaScriptEnabled }: Later, server: Server, days: number): Promise<Page> {
  const month = await serve(server.database, "--today", iso(days));
  const settings = { viewport: PHONE, baseURL: month.url, javaScriptEnabled: javaScriptEnabled ?? true };
  const context = await browser.newContext(settings);
  await context.addCookies((await signIn(month, "contact@demo.example")).cookies);
  const page = await context.newPage();
  await page.goto("/meine-kommune");
  return page;
}

/** What the page transfers to a browser, fonts aside, in bytes. */
async function transferred(page: Page, address: string, cookies: string): Promise<number> {
  const files = new Set<string>();
  page.on("request", (request) => {
    const { protocol, pathname } = new URL(request.url());
    if (protocol !== "data:" && !pathname.endsWith(".woff2")) files.add(request.url());
  });
  await page.goto(address, { waitUntil: "networkidle" });
  const sizes = await Promise.all(
    [...files].map(
      (url) =>
        new Promise<number>((resolve, reject) => {
          get(url, { headers: { "accept-encoding": "br", cookie: cookies } }, (response) => {
            let bytes = 0;
            response.on("data", (chunk: Buffer) => (bytes += chunk.length));
            response.on("end", () => resolve(bytes));
          }).on("error", reject);
        }),
    ),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

for (const viewport of [PHONE, DESK]) {
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport });

    test("the monthly job takes two actions and few bytes", async ({ page, visitor }) => {
      let actions = 0;
      await page.goto("/meine-kommune");
      actions += 1;
      const card = page.getByRole("region", { name: "Wohnsitz anmelden: live" });
      await expect(card).toContainText(/Seit \d+ Tagen nicht bestätigt/);
      await card.getByRole("button", { name: /^Stimmt noch/ }).click();
      actions += 1;
      const saved = page.getByRole("status").filter({ hasText: "Danke, gespeichert" });
      await expect(saved).toContainText("Wohnsitz anmelden: live.");
      await expect(saved).toContainText(/Landkreis Augsburg.*von 29 Behörden sind jetzt auf dem Stand der letzten 30 Tage, vorher/);
      await expect(saved).toContainText(/Bayern.*von 1\.385 Behörden sind jetzt auf dem Stand der letzten 30 Tage, vorher/);
      expect(actions).toBeLessThanOrEqual(3);
      await expect(card, "the next question is on top").toHaveCount(0);
      expect(await transferred(page, "/meine-kommune", cookie(visitor!.cookies))).toBeLessThan(60_000);
    });

    test("every question can be answered by everybody", async ({ page, forEverybody }) => {
      await page.goto("/meine-kommune");
      await forEverybody("Markt Meitingen");
    });
  });
}

test("from the sign-in page, filled in by the browser, it is two taps", async ({ newBrowser }) => {
  const page = await newBrowser();
  await page.goto("/anmelden");
  await page.getByLabel("E-Mail-Adresse").fill("contact@demo.example");
  await page.getByLabel("Passwort", { exact: true }).fill(DEMO_PASSWORD);
  expect(await submit(page, "Anmelden")).toBe(303);
  await expect(page).toHaveURL("/meine-kommune");
  await page.getByRole("button", { name: /^Stimmt noch/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "Danke, gespeichert" })).toBeVisible();
});

test("a plan is made, moved with its reason, and kept in the end", async ({ program, server, serve, browser, javaScriptEnabled }) => {
  const by = { browser, serve, javaScriptEnabled };
  await told(program, server, "preparing");
  let page = await later(by, server, 34);
  await expect(page.getByText("Zuständig für: Wohnsitz anmelden. Alles andere macht das Landratsamt Augsburg.")).toBeVisible();
  await expect(page.getByText("Mit Ihrem Start können 12.133")).toBeVisible();
  let card = page.getByRole("region", { name: "Wohnsitz anmelden: in Vorbereitung" });
  await card.getByText("Etwas hat sich geändert").click();
  await card.getByRole("radio", { name: "im Test" }).check();
  await card.getByLabel("Geplanter Start").fill("bald");
  expect(await submit(page)).toBe(422);
  await expect(page.getByRole("alert")).toContainText("Schreiben Sie das Datum als TT.MM.JJJJ");
  await expect(card.getByRole("radio", { name: "im Test" })).toBeChecked();
  await card.getByLabel("Geplanter Start").fill(day(50));
  expect(await submit(page)).toBe(303);
  await expect(page.getByRole("status").filter({ hasText: "Danke, gespeichert" })).toContainText(`im Test, Start geplant für den ${day(50)}`);

  // The start passes.
  page = await later(by, server, 55);
  card = page.getByRole("region", { name: "Wohnsitz anmelden: im Test" });
  await expect(card).toContainText(`Geplanter Start am ${day(50)} ist vorbei`);
  await card.getByText("Neuer Termin").click();
  await card.getByLabel("Neuer geplanter Start").fill(day(80));
  expect(await submit(page, "Termin speichern")).toBe(422);
  await expectMistake(page, "Warum verschiebt es sich?", "Geben Sie in ein paar Worten den Grund an.");
  await expect(card.getByLabel("Neuer geplanter Start")).toHaveValue(day(80));
  await card.getByLabel("Warum verschiebt es sich?").fill("Der Hersteller liefert später.");
  expect(await submit(page, "Termin speichern")).toBe(303);

  // Every version of the plan stays readable.
  await page.getByRole("link", { name: "Stand melden: Wohnsitz anmelden" }).click();
  await page.getByText("Frühere Termine").click();
  await expect(page.locator(".lb-plans")).toContainText(`${day(80)} statt ${day(50)}`);
  await expect(page.locator(".lb-plans")).toContainText("Der Hersteller liefert später.");
  await page.getByLabel("Geplanter Start").fill(day(99));
  expect(await submit(page)).toBe(422);
  await expect(page.getByRole("alert")).toContainText(`Sie haben den geplanten Start von ${day(80)} auf ${day(99)} geändert.`);

  // It goes live, a little later than planned.
  page = await later(by, server, 84);
  card = page.getByRole("region", { name: "Wohnsitz anmelden: im Test" });
  await card.getByText("Ist jetzt live").click();
  await card.getByLabel("Seit wann?").fill(day(82));
  expect(await submit(page, "Als live melden")).toBe(303);
  const saved = page.getByRole("status").filter({ hasText: "Danke, gespeichert" });
  await expect(saved).toContainText("12.133\u{a0}Menschen können den Dienst jetzt online nutzen, vorher 0.");
  await expect(saved).toContainText(/von 29 Behörden sind jetzt live, vorher/);
  await expect(saved).toContainText(/von 1\.385 Behörden sind jetzt live, vorher/);
  const live = await program.coverage(server.database, "--scope", "09772177", "--service", "wohnsitzanmeldung", "--today", iso(84));
  expect(live.communes).toEqual({ live: 1, unknown: 0, total: 1 });
});

test.describe("a contact of a Landkreis with its members", () => {
  test.use({ as: "kreis" });

  test("confirms everything at once, goes on, and answers for nobody else", async ({ page, server, visitor }) => {
    await page.goto("/meine-kommune?behoerde=09273");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Landratsamt Kelheim");
    await expect(page.getByRole("region", { name: /^\d Stände sind lange nicht bestätigt$/ })).toBeVisible();
    expect(await submit(page, "Alles stimmt noch")).toBe(303);
    const saved = page.getByRole("status").filter({ hasText: "Danke, gespeichert" });
    await expect(saved).toContainText("Stände bestätigt: Führerschein beantragen, ");
    await expect(page.getByRole("button", { name: /^Stimmt noch/ })).toHaveCount(0);

    await page.getByText(/^Sie vertreten 13\sweitere Behörden/).click();
    await page.getByRole("link", { name: "VG Siegenburg" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("VG Siegenburg");
    const fields = { authority: MEITINGEN, about: "wohnsitzanmeldung", answer: "live", version_wohnsitzanmeldung: "1" };
    const sent = { ...fields, live_since_wohnsitzanmeldung: TODAY };
    for (const action of ["stand", "bestaetigen"]) {
      expect((await post(server, `/meine-kommune/${action}`, sent, visitor!.cookies)).status, action).toBe(403);
    }
  });
});

test("what somebody else has just said is not overwritten", async ({ page, program, server }) => {
  await page.goto("/meine-kommune");
  await told(program, server, "suspended");
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: /^Stimmt noch/ }).click();
  expect((await answer).status()).toBe(409);
  await expect(page.getByRole("alert")).toContainText("Inzwischen hat jemand anderes diese Angaben geändert.");
  await expect(page.getByRole("row", { name: /Wohnsitz anmelden/ })).toContainText("ausgesetzt");
});
