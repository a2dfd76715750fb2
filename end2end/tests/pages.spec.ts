import type { Page } from "@playwright/test";
import { barriers, expectNoOverflow } from "../support/check.ts";
import { expect, test } from "../support/test.ts";

const SIEGENBURG = "/kommunen/092735218/leistungen/wohnsitzanmeldung";

/** A page, how to get there, and what answers. */
interface Shown {
  name: string;
  /** An address, or what to do until the page is there. */
  open: string | ((page: Page) => Promise<number>);
  status?: number;
  heading: string | RegExp;
  /** It differs from another page in its figures alone. */
  isLikeAnother?: true;
}

const PAGES: Shown[] = [
  { name: "Lagebild", open: "/", heading: "Wo steht Bayern?" },
  {
    name: "Lagebild eines Tages und Bezirks",
    open: "/?gemessen=behoerden&leistung=bauen&gebiet=092&stand=2026-06-30",
    heading: "Wo steht Niederbayern?",
  },
  { name: "Lagebild mit unbrauchbarer Auswahl", open: "/?stand=2027-01-01&gebiet=99", heading: "Wo steht Bayern?" },
  { name: "Leistungen", open: "/leistungen", heading: "Leistungen" },
  { name: "Wohnsitzanmeldung", open: "/leistungen/wohnsitzanmeldung", heading: /Wohnsitz/ },
  { name: "Führerschein", open: "/leistungen/fuehrerschein", heading: /Führerschein/, isLikeAnother: true },
  { name: "Aufenthaltstitel", open: "/leistungen/aufenthaltstitel", heading: /Aufenthalt/, isLikeAnother: true },
  { name: "Bauen", open: "/leistungen/bauen", heading: /Bau/ },
  { name: "Bauvorbescheid", open: "/leistungen/bauvorbescheid", heading: /Bauvorbescheid/, isLikeAnother: true },
  { name: "Baugenehmigung", open: "/leistungen/baugenehmigung", heading: /Baugenehmigung/, isLikeAnother: true },
  { name: "Waffenrecht", open: "/leistungen/waffenrecht", heading: /[Ww]affen/, isLikeAnother: true },
  { name: "Kommunen", open: "/kommunen", heading: "Kommunen" },
  {
    name: "Kommunen mit Filtern",
    open: "/kommunen?suche=neu&leistung=wohnsitzanmeldung&bezirk=091&groesse=bis-5000&pilot=nein",
    heading: "Kommunen",
  },
  { name: "Kommunen, eine hintere Seite", open: "/kommunen?sortierung=menschen&seite=20", heading: "Kommunen" },
  { name: "Kommunen, nichts gefunden", open: "/kommunen?suche=Entenhausen", heading: "Kommunen" },
  { name: "Kommune", open: "/kommunen/091840139139", heading: "Gemeinde Pullach i.Isartal" },
  { name: "Verwaltungsgemeinschaft", open: "/kommunen/092735218", heading: "VG Siegenburg" },
  { name: "Landkreis", open: "/kommunen/09273", heading: "Landkreis Kelheim" },
  { name: "kreisfreie Stadt", open: "/kommunen/097610000000", heading: "Stadt Augsburg" },
  { name: "Große Kreisstadt mit geteilter Aufgabe", open: "/kommunen/095750153153", heading: /Neustadt/ },
  { name: "Regierungsbezirk", open: "/kommunen/092", heading: "Niederbayern" },
  { name: "Land", open: "/kommunen/09", heading: "Bayern" },
  { name: "Statusformular", open: SIEGENBURG, heading: /^Stand melden:/ },
  {
    name: "Statusformular mit geteilter Aufgabe",
    open: "/kommunen/095750153153/leistungen/baugenehmigung",
    heading: /^Stand melden:/,
  },
  { name: "abgelehntes Statusformular", open: rejected, status: 422, heading: /^Stand melden:/ },
  { name: "Widerspruch zweier Fassungen", open: stale, status: 409, heading: /^Stand melden:/ },
  { name: "zu große Eingabe", open: tooLarge, status: 413, heading: "Die Eingabe ist zu groß" },
  { name: "Rücknahme", open: retraction, heading: "Eintrag zurücknehmen" },
  { name: "abgelehnte Rücknahme", open: rejectedRetraction, status: 422, heading: "Eintrag zurücknehmen" },
  {
    name: "nicht zuständig",
    open: "/kommunen/092735218172/leistungen/wohnsitzanmeldung",
    status: 404,
    heading: /ist nicht zuständig$/,
  },
  { name: "unbekannte Seite", open: "/gibt/es/nicht", status: 404, heading: "Diese Seite gibt es nicht" },
  { name: "unbekannter Schlüssel", open: "/kommunen/09999999", status: 404, heading: "Diese Seite gibt es nicht" },
  { name: "unbekannte Leistung", open: "/leistungen/angeln", status: 404, heading: "Diese Seite gibt es nicht" },
  { name: "Berechnung", open: "/berechnung", heading: "Wie wird gerechnet?" },
  { name: "Impressum", open: "/impressum", heading: "Impressum" },
  { name: "Datenschutz", open: "/datenschutz", heading: "Datenschutz" },
  { name: "Barrierefreiheit", open: "/barrierefreiheit", heading: "Erklärung zur Barrierefreiheit" },
];

/** What changes how a page looks. */
interface Look {
  width: number;
  colorScheme: "light" | "dark";
}

const [WIDE, NARROW] = [1280, 390];
const SOME_LOOKS: Look[] = [
  { width: WIDE, colorScheme: "light" },
  { width: NARROW, colorScheme: "dark" },
];
const LOOKS: Look[] = [
  ...SOME_LOOKS,
  { width: WIDE, colorScheme: "dark" },
  { width: NARROW, colorScheme: "light" },
];

for (const { name, open, status = 200, heading, isLikeAnother = false } of PAGES) {
  test(`${name}: for everybody, at any size`, async ({ page, javaScriptEnabled }) => {
    expect(typeof open === "string" ? await go(page, open) : await open(page)).toBe(status);

    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await expect(page).toHaveTitle(/Lagebild$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    await expect(page.getByText("Demonstrationsdaten.")).toBeVisible();
    await expect(page.getByRole("contentinfo").getByRole("link", { name: "Impressum" })).toBeVisible();

    // What is folded away is on the page too.
    await page.locator("details").evaluateAll((all) => all.forEach((details) => details.toggleAttribute("open", true)));
    if (javaScriptEnabled !== false) await expectNoBarriers(page, isLikeAnother ? SOME_LOOKS : LOOKS);
    for (const width of [NARROW, 320]) {
      await page.setViewportSize({ width, height: 900 });
      await expectNoOverflow(page);
    }
  });
}

for (const address of ["/", "/leistungen/bauen"]) {
  // Where JavaScript is off, axe does not run either: here the page's own part of it stays away.
  test(`${address} without its browser part: for everybody`, async ({ page, javaScriptEnabled }) => {
    test.skip(javaScriptEnabled === false);
    const neverReady = "export default () => new Promise(() => {});";
    await page.route("**/pkg/*.js", (route) => route.fulfill({ contentType: "text/javascript", body: neverReady }));
    await page.goto(address);
    await expect(page.getByRole("slider")).toHaveCount(0);
    await expectNoBarriers(page, SOME_LOOKS);
  });
}

async function expectNoBarriers(page: Page, looks: Look[]): Promise<void> {
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    expect.soft(await barriers(page), `${width} px, ${colorScheme}`).toEqual([]);
  }
}

async function go(page: Page, address: string): Promise<number> {
  return (await page.goto(address))!.status();
}

async function submit(page: Page, button: string): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: button }).click();
  return (await answer).status();
}

async function rejected(page: Page): Promise<number> {
  await page.goto(SIEGENBURG);
  await page.getByLabel("Seit wann gilt das?").fill("31.02.2026");
  await page.getByLabel("Geplanter Start").fill("bald");
  await page.getByLabel("Adresse des Onlinedienstes").fill("siegenburg");
  await page.getByLabel("Bemerkung").fill("x".repeat(5_000));
  return submit(page, "Speichern");
}

async function stale(page: Page): Promise<number> {
  await page.goto(SIEGENBURG);
  // As if the form had been opened before anything was recorded.
  await page.locator("[name=version]").evaluate((input: HTMLInputElement) => (input.value = "0"));
  await page.getByLabel("Hersteller").fill("Musterfirma");
  return submit(page, "Speichern");
}

async function tooLarge(page: Page): Promise<number> {
  await page.goto(SIEGENBURG);
  await page.getByLabel("Bemerkung").fill("x".repeat(70_000));
  return submit(page, "Speichern");
}

async function retraction(page: Page): Promise<number> {
  await page.goto("/kommunen/092735218");
  const history = page.locator("details", { hasText: "Wohnsitz" });
  await history.locator("summary").click();
  const address = await history.getByRole("link", { name: "Eintrag zurücknehmen" }).first().getAttribute("href");
  return go(page, address!);
}

async function rejectedRetraction(page: Page): Promise<number> {
  await retraction(page);
  return submit(page, "Zurücknehmen");
}
