package org.headroom.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.bidding.Judged;
import org.headroom.model.bidding.PricePoint;
import org.headroom.model.bidding.RigStanding;
import org.headroom.model.market.Order;
import org.headroom.model.rig.Decision;

/** Writes decisions and prices, and lets the oldest go. The writer's thread alone. */
final class DecisionWriting {
    private static final int REMEMBERED = 64;

    /** A price that is to be kept. */
    record Price(String model, PricePoint point) {}

    private final JudgedJson json;
    private final DecisionRetention retention;
    /** So that a standing that many orders share is written as JSON once. */
    private final Map<RigStanding, Long> standings = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RigStanding, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    DecisionWriting(JudgedJson json, DecisionRetention retention) {
        this.json = json;
        this.retention = retention;
    }

    /** What was written in a transaction that came to nothing is not there. */
    void forget() {
        standings.clear();
    }

    void decisions(Connection c, Collection<Judged> all) throws SQLException {
        String insert = "INSERT INTO decision (renter, order_id, at, bid, gate, words, standing, body)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (renter, order_id) DO UPDATE SET at = excluded.at,"
                + " bid = excluded.bid, gate = excluded.gate, words = excluded.words, standing = excluded.standing,"
                + " body = excluded.body";
        try (PreparedStatement sql = c.prepareStatement(insert)) {
            for (Judged judged : all) {
                Decision decision = judged.decision();
                Order order = decision.order();
                sql.setString(1, order.renter().hex());
                sql.setString(2, order.id().value());
                sql.setLong(3, decision.at().toEpochMilli());
                sql.setInt(4, decision.bid() ? 1 : 0);
                sql.setString(5, decision.refusedBy().map(Decision.Gate::name).orElse(""));
                sql.setString(6, words(order));
                sql.setLong(7, standing(c, judged.standing()));
                sql.setBytes(8, json.write(new JudgedJson.Body(decision, judged.context())));
                sql.executeUpdate();
            }
        }
    }

    private static String words(Order order) {
        return String.join(
                        " ",
                        order.renter().hex(),
                        order.id().value(),
                        order.requirements().model().orElse(""),
                        order.manifest().image())
                .toLowerCase(Locale.ROOT);
    }

    private long standing(Connection c, RigStanding standing) throws SQLException {
        Long known = standings.get(standing);
        if (known != null) return known;
        byte[] bytes = json.write(standing);
        byte[] hash = sha256(bytes);
        Rows.change(
                c,
                "INSERT INTO standing (hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING",
                hash,
                JudgedJson.deflated(bytes));
        long id = Rows.first(c, "SELECT id FROM standing WHERE hash = ?", row -> row.getLong(1), (Object) hash)
                .orElseThrow();
        standings.put(standing, id);
        return id;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    void prices(Connection c, List<Price> all) throws SQLException {
        for (Price price : all) {
            Rows.change(c, "INSERT INTO model (name) VALUES (?) ON CONFLICT DO NOTHING", price.model());
            var spread = price.point().spread();
            Optional<Long> mine = price.point().mine().map(m -> m.baseUnits());
            try (PreparedStatement sql =
                    c.prepareStatement("INSERT INTO price SELECT id, ?, ?, ?, ?, ?, ? FROM model WHERE name = ?"
                            + " ON CONFLICT (model, minute) DO UPDATE SET count = excluded.count, p10 = excluded.p10,"
                            + " median = excluded.median, p90 = excluded.p90, mine = excluded.mine")) {
                sql.setLong(1, price.point().at().getEpochSecond() / 60);
                sql.setInt(2, spread.count());
                sql.setLong(3, spread.p10().baseUnits());
                sql.setLong(4, spread.median().baseUnits());
                sql.setLong(5, spread.p90().baseUnits());
                if (mine.isPresent()) sql.setLong(6, mine.get());
                else sql.setNull(6, java.sql.Types.INTEGER);
                sql.setString(7, price.model());
                sql.executeUpdate();
            }
        }
    }

    /** Lets go of what is too old or too much. */
    void prune(Connection c, Instant now) throws SQLException {
        long oldest = now.minus(retention.age()).toEpochMilli();
        int gone = Rows.change(c, "DELETE FROM decision WHERE at < ?", oldest);
        gone += Rows.change(
                c,
                "DELETE FROM decision WHERE id IN"
                        + " (SELECT id FROM decision ORDER BY at DESC, id DESC LIMIT -1 OFFSET ?)",
                retention.decisions());
        gone += Rows.change(
                c,
                "DELETE FROM decision WHERE id IN (SELECT id FROM (SELECT id, sum(length(body)) OVER"
                        + " (ORDER BY at DESC, id DESC) AS upTo FROM decision) WHERE upTo > ?)",
                retention.bytes());
        if (gone > 0) {
            Rows.change(c, "DELETE FROM standing WHERE id NOT IN (SELECT standing FROM decision)");
            standings.clear();
        }
        Rows.change(
                c,
                "DELETE FROM price WHERE minute < ?",
                now.minus(retention.priceAge()).getEpochSecond() / 60);
        Rows.change(
                c,
                "DELETE FROM price WHERE minute <="
                        + " (SELECT minute FROM price ORDER BY minute DESC LIMIT 1 OFFSET ?)",
                retention.prices());
    }
}
