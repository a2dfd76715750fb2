// The monthly job of a contact: a few minutes, on a phone, without training.

import { get } from "node:http";
import type { Browser, Page } from "@playwright/test";
import { expectNoBarriers } from "../support/check.ts";
import { expectMistake, submit } from "../support/form.ts";
import { PASSWORD, cookie, invite, post, signIn } from "../support/people.ts";
import type { Program, Server } from "../support/program.ts";
import { expect, writing as test } from "../support/test.ts";

const MEITINGEN = "097720177177";
/** A contact of the Markt alone, which is responsible for one service. */
const ONE = { role_contact: "on", body: MEITINGEN };
const [PHONE, DESK] = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
];

test.use({ viewport: PHONE, visitor: async ({ server, admin }, use) => use(await invite(server, admin, "it@meitingen.example", ONE)) });

/** A day so many days before or after today, as forms write it. */
function day(offset: number): string {
  const at = new Date(Date.now() + offset * 86_400_000);
  return new Intl.DateTimeFormat("de-DE", { dateStyle: "medium", timeZone: "Europe/Berlin" }).format(at);
}

/** The same day in the form of the command line. */
function iso(offset: number): string {
  return day(offset).split(".").toReversed().join("-");
}

/** A status that somebody told so many days ago. */
async function told(program: Program, server: Server, stage: string, ago: number, authority = MEITINGEN, service = "wohnsitzanmeldung"): Promise<void> {
  await program.succeed(
    server.database,
    ...["status", "set", "--authority", authority, "--service", service, "--stage", stage, "--today", iso(-ago)],
  );
}

/** The page of the contact so many days later, by another server over the same database. */
async function later(
  { browser, serve, javaScriptEnabled }: { browser: Browser; serve: (database: string, ...args: string[]) => Promise<Server>; javaScriptEnabled: boolean | undefined },
  server: Server,
  days: number,
): Promise<Page> {
  const month = await serve(server.database, "--today", iso(days));
  const context = await browser.newContext({ viewport: PHONE, baseURL: month.url, javaScriptEnabled: javaScriptEnabled ?? true });
  await context.addCookies((await signIn(month, "it@meitingen.example", PASSWORD)).cookies);
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

    test("the monthly job takes two actions and few bytes", async ({ page, program, server, visitor, forEverybody }) => {
      await told(program, server, "preparing", 34);
      let actions = 0;
      await page.goto("/meine-kommune");
      actions += 1;
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Markt Meitingen");
      const card = page.getByRole("region", { name: "Wohnsitz anmelden: in Vorbereitung" });
      await expect(card).toContainText("Seit 34 Tagen nicht bestätigt");
      await forEverybody("Markt Meitingen");
      await page.setViewportSize(viewport);
      await card.getByRole("button", { name: /^Stimmt noch/ }).click();
      actions += 1;
      const saved = page.getByRole("status").filter({ hasText: "Danke, gespeichert" });
      await expect(saved).toContainText("Wohnsitz anmelden: in Vorbereitung.");
      await expect(saved).toContainText("1 von 29 Behörden ist jetzt auf dem Stand der letzten 30 Tage, vorher 0.");
      expect(actions).toBeLessThanOrEqual(3);
      const nothing = page.getByRole("region", { name: "Für diesen Monat ist alles gesagt." });
      await expect(nothing).toContainText(`Wir fragen am ${day(30)} wieder.`);
      expect(await transferred(page, "/meine-kommune", cookie(visitor!.cookies))).toBeLessThan(60_000);
    });
  });
}

test("from the sign-in page, filled in by the browser, it is two taps", async ({ program, server, visitor, newBrowser }) => {
  await told(program, server, "testing", 40);
  const page = await newBrowser();
  await page.goto("/anmelden");
  await page.getByLabel("E-Mail-Adresse").fill(visitor!.email);
  await page.getByLabel("Passwort", { exact: true }).fill(PASSWORD);
  expect(await submit(page, "Anmelden")).toBe(303);
  await expect(page).toHaveURL("/meine-kommune");
  await page.getByRole("button", { name: /^Stimmt noch/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "Danke, gespeichert" })).toBeVisible();
});

test("a first answer, a plan that moves with its reason, and the start", async ({ page: first, program, server, serve, browser, javaScriptEnabled }) => {
  const by = { browser, serve, javaScriptEnabled };
  let page = first;
  await page.goto("/meine-kommune");
  await expect(page.getByText("Zuständig für: Wohnsitz anmelden. Alles andere macht das Landratsamt Augsburg.")).toBeVisible();
  await expect(page.getByText("Mit Ihrem Start können 12.133")).toBeVisible();
  const question = page.getByRole("region", { name: "Wohnsitz anmelden: Wie weit sind Sie?" });
  expect(await submit(page, "Speichern")).toBe(422);
  await page.getByRole("alert").getByRole("link", { name: "Wählen Sie eine der Möglichkeiten aus." }).click();
  await question.getByRole("radio", { name: "in Vorbereitung" }).check();
  await question.getByLabel("Geplanter Start").fill(day(20));
  expect(await submit(page, "Speichern")).toBe(303);
  await expect(page.getByRole("region", { name: "Für diesen Monat ist alles gesagt." })).toContainText(`Wir fragen am ${day(21)} wieder.`);

  // The start passes.
  page = await later(by, server, 25);
  let card = page.getByRole("region", { name: "Wohnsitz anmelden: in Vorbereitung" });
  await expect(card).toContainText(`Geplanter Start am ${day(20)} ist vorbei`);
  await card.getByText("Neuer Termin").click();
  await card.getByLabel("Neuer geplanter Start").fill(day(60));
  expect(await submit(page, "Termin speichern")).toBe(422);
  await expectMistake(page, "Warum verschiebt es sich?", "Geben Sie in ein paar Worten den Grund an.");
  await expect(card.getByLabel("Neuer geplanter Start")).toHaveValue(day(60));
  await card.getByLabel("Warum verschiebt es sich?").fill("Der Hersteller liefert später.");
  expect(await submit(page, "Termin speichern")).toBe(303);
  await expect(page.getByRole("status").filter({ hasText: "Danke, gespeichert" })).toContainText(`Start geplant für den ${day(60)}`);

  // Every version of the plan stays readable.
  await page.getByRole("link", { name: "Stand melden: Wohnsitz anmelden" }).click();
  await page.getByText("Frühere Termine").click();
  await expect(page.locator(".lb-plans")).toContainText(`${day(60)} statt ${day(20)}`);
  await expect(page.locator(".lb-plans")).toContainText("Der Hersteller liefert später.");
  await page.getByLabel("Geplanter Start").fill(day(90));
  expect(await submit(page)).toBe(422);
  await expect(page.getByRole("alert")).toContainText(`Sie haben den geplanten Start von ${day(60)} auf ${day(90)} geändert.`);

  // It goes live, later than planned.
  page = await later(by, server, 65);
  card = page.getByRole("region", { name: "Wohnsitz anmelden: in Vorbereitung" });
  await card.getByText("Ist jetzt live").click();
  await card.getByLabel("Seit wann?").fill(day(62));
  expect(await submit(page, "Als live melden")).toBe(303);
  const saved = page.getByRole("status").filter({ hasText: "Danke, gespeichert" });
  await expect(saved).toContainText("12.133\u{a0}Menschen können den Dienst jetzt online nutzen, vorher 0.");
  await expect(saved).toContainText("1 von 29 Behörden ist jetzt live, vorher 0.");
  await expect(saved).toContainText("1 von 1.385 Behörden ist jetzt live, vorher 0.");
  expect((await program.coverage(server.database, "--service", "wohnsitzanmeldung", "--on", iso(62), "--today", iso(65))).communes.live).toBe(1);
});

test.describe("a contact of a Landkreis with its members", () => {
  const kreis = { role_contact: "on", body: "09273", with_members: "on" };
  test.use({ visitor: async ({ server, admin }, use) => use(await invite(server, admin, "it@kelheim.example", kreis)) });

  test("confirms everything at once, and goes on to the next authority", async ({ page, program, server, visitor, javaScriptEnabled }) => {
    for (const service of ["fuehrerschein", "aufenthaltstitel", "bauvorbescheid", "baugenehmigung", "waffenrecht"]) {
      await told(program, server, "testing", 34, "09273", service);
    }
    await page.goto("/meine-kommune");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Landratsamt Kelheim");
    if (javaScriptEnabled !== false) await expectNoBarriers(page, [{ ...PHONE, colorScheme: "dark" }, { ...DESK, colorScheme: "light" }]);
    await page.setViewportSize(PHONE);
    await expect(page.getByRole("region", { name: "5 Stände sind lange nicht bestätigt" })).toBeVisible();
    expect(await submit(page, "Alles stimmt noch")).toBe(303);
    const saved = page.getByRole("status").filter({ hasText: "Danke, gespeichert" });
    await expect(saved).toContainText("5 Stände bestätigt: Führerschein beantragen,");
    await expect(page.getByRole("region", { name: "Für diesen Monat ist alles gesagt." })).toBeVisible();

    await page.getByText("Sie vertreten 13\u{a0}weitere Behörden, 13 mit offenen Fragen").click();
    await page.getByRole("link", { name: "VG Siegenburg" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("VG Siegenburg");
    // Nobody answers for others.
    const fields = { authority: MEITINGEN, about: "wohnsitzanmeldung", answer: "change", version_wohnsitzanmeldung: "0" };
    const answer = await post(server, "/meine-kommune/stand", { ...fields, stage_wohnsitzanmeldung: "live", since_wohnsitzanmeldung: day(0) }, visitor!.cookies);
    expect(answer.status).toBe(403);
  });
});

test("what somebody else has just said is not overwritten", async ({ page, program, server }) => {
  await told(program, server, "preparing", 40);
  await page.goto("/meine-kommune");
  await told(program, server, "testing", 34);
  const button = page.getByRole("button", { name: /^Stimmt noch/ });
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await button.click();
  expect((await answer).status()).toBe(409);
  await expect(page.getByRole("alert")).toContainText("Inzwischen hat jemand anderes diese Angaben geändert.");
  await expect(page.getByRole("region", { name: "Wohnsitz anmelden: im Test" })).toBeVisible();
});
