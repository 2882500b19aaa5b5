package org.headroom.store.telemetry;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.headroom.model.gpu.GpuId;

/** The GPUs of the file, under small numbers. The writer's thread, within its transaction. */
final class Gpus {
    private final Map<GpuId, Known> byId = new HashMap<>();
    private final Map<Integer, Known> byNumber = new HashMap<>();

    /** One GPU. {@code newest} is the time of what came last, {@code highest} the highest time there is. */
    static final class Known {
        final int number;
        long readings;
        long newest;
        long highest;

        Known(int number, long readings) {
            this.number = number;
            this.readings = readings;
            this.newest = Long.MIN_VALUE;
            this.highest = Long.MIN_VALUE;
        }
    }

    void load(Statements sql) throws SQLException {
        List<Known> found = new ArrayList<>();
        sql.each("SELECT id, uuid, metrics FROM gpu", row -> {
            Known known = new Known(row.getInt(1), row.getLong(3));
            byId.put(new GpuId(row.getString(2)), known);
            byNumber.put(known.number, known);
            found.add(known);
        });
        for (Known known : found) {
            known.newest = sql.number("SELECT max(time) FROM sample WHERE gpu = ?", Long.MIN_VALUE, known.number);
            known.highest = known.newest;
        }
    }

    List<Integer> numbers() {
        return List.copyOf(byNumber.keySet());
    }

    Known of(Statements sql, GpuId gpu) throws SQLException {
        Known known = byId.get(gpu);
        if (known != null) return known;
        sql.change("INSERT INTO gpu (uuid, metrics) VALUES (?, 0)", gpu.uuid());
        Known fresh = new Known((int) sql.number("SELECT id FROM gpu WHERE uuid = ?", 0, gpu.uuid()), 0);
        byId.put(gpu, fresh);
        byNumber.put(fresh.number, fresh);
        return fresh;
    }

    long newest(int number) {
        Known known = byNumber.get(number);
        return known == null ? Long.MIN_VALUE : known.newest;
    }
}
