package org.headroom.cli.rig;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.RigStatus;

/** The answer to {@code status} as lines for a person. What is not known is a question mark. */
final class StatusTable {
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);
    private static final String NONE = "–";
    private static final String ENDS =
            "A job ends at its agreed end at the latest, and before that where its stream stops paying:"
                    + " then it is covered until the time shown.";

    private StatusTable() {}

    static List<String> lines(JsonNode status, ZoneId zone) {
        List<String> lines = new ArrayList<>();
        lines.add("Rig " + status.path("rig").asText("without settings") + ", process "
                + status.path("pid").asText(Amounts.UNKNOWN) + ", at " + time(status.path("at"), zone));
        work(status.path("work"), lines);
        if (status.path("market").isObject()) parts(status, zone, lines);
        alarms(status, lines);
        gpus(status.path("gpus"), lines);
        if (status.path("market").isObject()) {
            leases(status, zone, lines);
            money(status, zone, lines);
        }
        return lines;
    }

    private static void work(JsonNode work, List<String> lines) {
        String what = (work.path("headline").asText() + " " + work.path("rest").asText()).strip();
        boolean leaves = work.path("headline").asText().equals(RigStatus.LEAVING);
        lines.add(
                switch (work.path("state").asText()) {
                    case "taking-work" -> "Taking work. " + what;
                    case "paused" -> (leaves ? "Not taking work. " : "Not taking work: paused. ") + what;
                    case "watching" -> what;
                    default -> "Not taking work. " + what;
                });
        if (work.path("leaving").asBoolean() && !leaves) lines.add("It ends when its leases have ended.");
    }

    private static void parts(JsonNode status, ZoneId zone, List<String> lines) {
        lines.add("");
        JsonNode market = status.path("market");
        lines.add("Market   " + market.path("state").asText() + ": "
                + market.path("message").asText() + waiting(market));
        for (JsonNode b : market.path("brokers"))
            lines.add("  broker " + b.path("name").asText() + ": "
                    + b.path("state").asText() + ", " + b.path("message").asText() + waiting(b));
        JsonNode chain = status.path("chain");
        String head = chain.path("block").isNumber()
                ? "block " + chain.path("block").asText() + ", "
                        + (chain.path("headAgeSeconds").isNumber()
                                ? chain.path("headAgeSeconds").asText() + " s old"
                                : "of unknown age")
                : "newest block unknown";
        lines.add("Chain    " + (chain.path("up").asBoolean() ? "up" : "down") + ": "
                + chain.path("name").asText() + ", " + head + ". "
                + chain.path("message").asText());
        if (chain.path("singleNode").isTextual())
            lines.add("         " + chain.path("singleNode").asText());
        JsonNode engine = status.path("engine");
        lines.add("Engine   " + (engine.path("up").asBoolean() ? "up" : "down") + ": "
                + engine.path("message").asText());
        JsonNode wallet = status.path("wallet");
        lines.add("Wallet   " + status.path("account").asText() + ": " + Amounts.held(wallet.path("coinWei")) + " "
                + wallet.path("coin").asText() + ", " + Amounts.withUnit(wallet.path("usdc")));
    }

    private static String waiting(JsonNode link) {
        int waiting = link.path("waiting").asInt();
        return waiting == 0 ? "" : " (" + waiting + (waiting == 1 ? " message waits)" : " messages wait)");
    }

    private static void alarms(JsonNode status, List<String> lines) {
        if (status.path("alarms").isEmpty()) return;
        lines.add("");
        for (JsonNode a : status.path("alarms"))
            lines.add("ALARM " + a.path("severity").asText() + " " + gpu(a.path("gpu"), status)
                    + a.path("rule").asText() + ": " + a.path("message").asText() + " "
                    + a.path("advice").asText());
    }

    private static String gpu(JsonNode id, JsonNode status) {
        for (JsonNode g : status.path("gpus"))
            if (id.isTextual() && g.path("id").equals(id))
                return "GPU " + g.path("index").asText() + " ";
        return "";
    }

    private static void gpus(JsonNode gpus, List<String> lines) {
        lines.add("");
        if (gpus.isEmpty()) {
            lines.add("GPUs     none is known");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("GPU", "Name", "State", "Load", "Temp", "Power", "Availability"));
        for (JsonNode g : gpus)
            rows.add(List.of(
                    g.path("index").asText(),
                    g.path("name").asText() + (g.path("simulated").asBoolean() ? " (simulated)" : ""),
                    g.path("state").asText()
                            + (g.path("asked").isTextual()
                                    ? ", " + g.path("asked").asText()
                                    : ""),
                    number(g.path("loadPercent"), " %"),
                    number(g.path("celsius"), " °C"),
                    number(g.path("watts"), " W"),
                    g.path("availability").asText(Amounts.UNKNOWN)));
        lines.addAll(Columns.of(rows));
    }

    private static String number(JsonNode value, String unit) {
        return value.isNumber() ? Math.round(value.asDouble()) + unit : Amounts.UNKNOWN;
    }

    private static void leases(JsonNode status, ZoneId zone, List<String> lines) {
        lines.add("");
        JsonNode leases = status.path("leases");
        if (!leases.isArray()) {
            lines.add("Leases   ? (the ledger is being read)");
            return;
        }
        if (leases.isEmpty()) lines.add("Leases   none is open");
        else {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of(
                    "Lease",
                    "State",
                    "Renter",
                    "USDC/h",
                    "Covered until",
                    "Agreed end",
                    "Earned",
                    "Due",
                    "Unpaid",
                    "Id"));
            LocalDate today =
                    at(status.path("at"), zone).map(ZonedDateTime::toLocalDate).orElse(LocalDate.MIN);
            for (JsonNode l : leases) rows.add(lease(l, zone, today));
            lines.addAll(Columns.of(rows));
            if (hasEnd(leases)) lines.add(ENDS);
            for (JsonNode l : leases) notes(l, zone, lines);
        }
        for (JsonNode d : status.path("damaged"))
            lines.add(d.path("number").asText() + " " + d.path("id").asText() + ": damaged in the ledger: "
                    + d.path("message").asText());
    }

    private static boolean hasEnd(JsonNode leases) {
        for (JsonNode l : leases) if (l.path("agreedEnd").isTextual()) return true;
        return false;
    }

    /** The id is last, so that a narrow terminal breaks no amount. */
    private static List<String> lease(JsonNode l, ZoneId zone, LocalDate today) {
        boolean bid = l.path("state").asText().equals("bid-sent");
        boolean runs = l.path("state").asText().equals("running");
        boolean stops = l.path("state").asText().equals("stopping");
        String renter = l.path("renter").asText();
        return List.of(
                l.path("number").asText(),
                l.path("state").asText().replace('-', ' '),
                renter.length() > 12 ? renter.substring(0, 6) + "…" + renter.substring(renter.length() - 4) : renter,
                Amounts.usdc(l.path("perHour")),
                runs ? shortTime(l.path("coveredUntil"), zone, today) : NONE,
                runs || stops ? shortTime(l.path("agreedEnd"), zone, today) : NONE,
                bid ? NONE : Amounts.usdc(l.path("earned")),
                bid ? NONE : Amounts.usdc(l.path("due")),
                bid ? NONE : Amounts.usdc(l.path("unpaid")),
                l.path("id").asText());
    }

    private static void notes(JsonNode l, ZoneId zone, List<String> lines) {
        String name = l.path("number").asText() + ": ";
        if (l.path("why").isTextual() && !l.path("why").asText().isBlank())
            lines.add(name + l.path("why").asText());
        if (l.path("unreadable").isTextual())
            lines.add(
                    name + "its stream cannot be read: " + l.path("unreadable").asText());
        if (l.path("dueAsOf").isTextual())
            lines.add(name + "amounts as of " + time(l.path("dueAsOf"), zone) + ", the last block that was read");
    }

    private static void money(JsonNode status, ZoneId zone, List<String> lines) {
        lines.add("");
        JsonNode money = status.path("money");
        if (!money.isObject()) {
            lines.add("Money    ? (the ledger is being read)");
            return;
        }
        lines.add("Earned   " + Amounts.withUnit(money.path("earned")) + " in all; withdrawn "
                + Amounts.withUnit(money.path("withdrawn")) + ", of which final "
                + Amounts.withUnit(money.path("withdrawnFinal")));
        lines.add("Due      " + Amounts.withUnit(money.path("due")) + " can be withdrawn"
                + (money.path("dueAsOf").isTextual()
                        ? ", as of " + time(money.path("dueAsOf"), zone) + ", the last block that was read"
                        : "")
                + (Amounts.isZero(money.path("toReturn"))
                        ? ""
                        : "; " + Amounts.withUnit(money.path("toReturn")) + " go back to renters then"));
        boolean broke = Amounts.isZero(status.path("wallet").path("coinWei"));
        if (broke && money.path("due").isTextual() && !Amounts.isZero(money.path("due"))) {
            String coin = status.path("wallet").path("coin").asText();
            lines.add("         Nothing can be withdrawn before the rig's account has some " + coin
                    + " for the fee: send some to " + status.path("account").asText() + ". What is due stays yours.");
        }
        Optional<Usdc> beyond = beyondReceipts(money);
        if (beyond.isPresent())
            lines.add("         " + beyond.get().format(Usdc.DECIMALS)
                    + " USDC more was withdrawn than earned: what came in"
                    + " beyond receipts and is not returned, usually less than 0.01 USDC a withdrawal");
        int unreadable = money.path("unreadableStreams").asInt();
        if (unreadable > 0)
            lines.add("         " + unreadable + (unreadable == 1 ? " stream" : " streams")
                    + " could not be read: what is due of them is as of their last reading");
        if (!Amounts.isZero(money.path("lost"))) lines.add("Lost     " + Amounts.withUnit(money.path("lost")));
        if (!Amounts.isZero(money.path("unknown")))
            lines.add("Unknown  " + Amounts.withUnit(money.path("unknown")) + " is neither paid nor lost");
        for (JsonNode p : status.path("pending"))
            lines.add("Pending  " + p.path("message").asText());
    }

    /** Empty where no more was withdrawn than earned, or that is not known. */
    private static Optional<Usdc> beyondReceipts(JsonNode money) {
        if (!money.path("withdrawn").isTextual() || !money.path("earned").isTextual()) return Optional.empty();
        long more = money.path("withdrawn").asLong() - money.path("earned").asLong();
        return more > 0 ? Optional.of(new Usdc(more)) : Optional.empty();
    }

    static String time(JsonNode at, ZoneId zone) {
        return at(at, zone).map(TIME::format).orElse(Amounts.UNKNOWN);
    }

    /** Without the date where that is today, so that a lease fits a line. */
    private static String shortTime(JsonNode at, ZoneId zone, LocalDate today) {
        return at(at, zone)
                .map(t -> (t.toLocalDate().equals(today) ? CLOCK : DATE).format(t))
                .orElse(Amounts.UNKNOWN);
    }

    private static Optional<ZonedDateTime> at(JsonNode at, ZoneId zone) {
        return at.isTextual() ? Optional.of(Instant.parse(at.asText()).atZone(zone)) : Optional.empty();
    }
}
