package org.headroom.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LedgerTotals;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Summaries of closed leases in the order in which they closed, and running sums over all of them. */
final class ClosedLeases {
    /** Of a summary's JSON. In format 1 nothing was returned to renters, and no source of energy recorded. */
    static final int FORMAT = 2;

    private static final Logger LOG = LoggerFactory.getLogger(ClosedLeases.class);
    private static final String ADD = "INSERT INTO summary"
            + " (lease, ended_at, due, withdrawn, returned, shortfall, fees, format, body)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (lease) DO NOTHING";
    // Positions have no gaps, so a page is found without walking over what is left out.
    private static final String PAGE = "SELECT lease, format, body FROM summary"
            + " WHERE position <= (SELECT max(position) FROM summary) - ? ORDER BY position DESC LIMIT ?";

    private final JsonMapper mapper;

    ClosedLeases(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** @return whether it is new; a summary that is there already stays as it is */
    boolean add(Statements sql, LeaseSummary s) throws SQLException {
        int added = Rows.change(
                sql.prepared(ADD),
                s.lease(),
                s.endedAt(),
                s.due().baseUnits(),
                s.withdrawn().baseUnits(),
                s.returned().baseUnits(),
                s.shortfall().baseUnits(),
                s.fees().amount().toString(),
                FORMAT,
                json(s));
        if (added == 0) return false;
        LedgerTotals sum = totals(sql).plus(s);
        Rows.change(
                sql.prepared(
                        "UPDATE total SET leases = ?, due = ?, withdrawn = ?, returned = ?, shortfall = ?, fees = ?"),
                sum.leases(),
                sum.due().baseUnits(),
                sum.withdrawn().baseUnits(),
                sum.returned().baseUnits(),
                sum.shortfall().baseUnits(),
                sum.fees().amount().toString());
        return true;
    }

    private String json(LeaseSummary summary) {
        try {
            return mapper.writeValueAsString(summary);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a summary that cannot be written as JSON: " + summary.lease(), e);
        }
    }

    /** The latest closed first; one that is damaged is left out and logged. */
    List<LeaseSummary> page(Statements sql, long skip, int limit) throws SQLException {
        PreparedStatement page = sql.prepared(PAGE);
        page.setLong(1, Math.max(0, skip));
        page.setInt(2, Math.max(0, limit));
        List<LeaseSummary> found = new ArrayList<>();
        try (ResultSet rows = page.executeQuery()) {
            while (rows.next()) {
                Optional<LeaseSummary> summary = parse(rows.getInt(2), rows.getString(3));
                if (summary.isPresent()) found.add(summary.get());
                else LOG.warn("The summary of lease {} is damaged and is not shown", rows.getString(1));
            }
        }
        return found;
    }

    /** Empty where it is damaged. */
    Optional<LeaseSummary> parse(int format, String body) {
        if (format < 1 || format > FORMAT) return Optional.empty();
        try {
            return Optional.of(mapper.readValue(format < 2 ? fromFormat1(body) : body, LeaseSummary.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private String fromFormat1(String body) throws JsonProcessingException {
        JsonNode summary = mapper.readTree(body);
        if (summary instanceof ObjectNode object) object.put("returned", 0).putNull("energySource");
        return mapper.writeValueAsString(summary);
    }

    LedgerTotals totals(Statements sql) throws SQLException {
        try (ResultSet row = sql.prepared("SELECT leases, due, withdrawn, returned, shortfall, fees FROM total")
                .executeQuery()) {
            return row.next() ? totals(row) : LedgerTotals.NONE;
        }
    }

    private static LedgerTotals totals(ResultSet row) throws SQLException {
        return new LedgerTotals(
                row.getLong(1),
                new Usdc(row.getLong(2)),
                new Usdc(row.getLong(3)),
                new Usdc(row.getLong(4)),
                new Usdc(row.getLong(5)),
                new Wei(new BigInteger(row.getString(6))));
    }
}
