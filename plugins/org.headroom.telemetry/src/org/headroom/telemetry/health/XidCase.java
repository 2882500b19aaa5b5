package org.headroom.telemetry.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.XidEvent;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule;
import org.headroom.model.health.Severity;

/**
 * An open alarm about one XID of one GPU. It stays open until the code has been quiet for long enough while the GPU answers.
 *
 * @param count how often it came since the alarm was raised
 * @param often how often it came lately
 * @param calmSince since when it is quiet and the GPU answers, milliseconds
 * @param reset whether the GPU was away in between, as it is in a reset or a restart
 * @param told when it was last told, milliseconds
 */
record XidCase(Key key, Alarm alarm, long count, Growth often, long calmSince, boolean reset, long told) {
    /** Which GPU, and which code. */
    record Key(Optional<GpuId> gpu, long code) {}

    /** After a reset, so much quiet is enough. */
    static final Duration AFTER_RESET = Duration.ofMinutes(10);

    private static final Pattern CODE = Pattern.compile("XID (\\d{1,9})\\b.*", Pattern.DOTALL);

    static XidCase raised(long id, XidEvent event, String gpu, HealthRule rule, long now) {
        Xid xid = XidCatalogue.of(event.code());
        Growth once = Growth.starting(false, 0, now).seen(1, now);
        Alarm alarm = new Alarm(
                id,
                event.gpu(),
                XidRule.ID,
                xid.severity(),
                atMost(action(xid, event.gpu()), rule.action()),
                message(xid, gpu, 1),
                xid.advice(),
                Instant.ofEpochMilli(now),
                Optional.empty(),
                Optional.empty());
        return new XidCase(new Key(event.gpu(), event.code()), alarm, 1, once, now, false, now);
    }

    static XidCase restored(Alarm alarm, long now, Optional<Instant> bootedAt) {
        Matcher m = CODE.matcher(alarm.message());
        long code = m.matches() ? Long.parseLong(m.group(1)) : 0;
        boolean restarted = bootedAt.isPresent() && alarm.raisedAt().isBefore(bootedAt.get());
        return new XidCase(new Key(alarm.gpu(), code), alarm, 1, Growth.starting(false, 1, now), now, restarted, now);
    }

    /** It came again; the alarm says how often, and asks for more where a job's own fault has become frequent. */
    XidCase again(String gpu, HealthRule rule, long now) {
        Xid xid = XidCatalogue.of(key.code());
        Growth more = often.seen(often.last() + 1, now);
        boolean frequent = xid.cause() == Xid.Cause.JOB
                && more.level(now) >= rule.raiseAt().orElse(Double.MAX_VALUE);
        HealthAction wanted = frequent ? strongest(alarm.action(), HealthAction.STOP_BIDDING) : alarm.action();
        Severity severity = frequent && alarm.severity() == Severity.NOTE ? Severity.WARNING : alarm.severity();
        Alarm next = new Alarm(
                alarm.id(),
                alarm.gpu(),
                alarm.rule(),
                severity,
                atMost(wanted, rule.action()),
                message(xid, gpu, count + 1),
                frequent
                        ? "One job after another fails here, so the card may be to blame after all. No new work is taken on"
                                + " until it has been quiet for a while. " + xid.advice()
                        : alarm.advice(),
                alarm.raisedAt(),
                Optional.empty(),
                alarm.acknowledgedAt());
        return new XidCase(key, next, count + 1, more, now, reset && count == 0, told);
    }

    /** With the GPU away: quiet counts from when it is back. */
    XidCase away(long now) {
        return new XidCase(key, alarm, count, often, now, true, told);
    }

    XidCase later(long millis) {
        return millis == 0 ? this : new XidCase(key, alarm, count, often, calmSince + millis, reset, told);
    }

    XidCase toldAt(long now) {
        return new XidCase(key, alarm, count, often, calmSince, reset, now);
    }

    XidCase with(Alarm changed) {
        return new XidCase(key, changed, count, often, calmSince, reset, told);
    }

    /** Whether it has been calm long enough to be over. */
    boolean over(long now) {
        Xid xid = XidCatalogue.of(key.code());
        long calm = now - calmSince;
        if (reset && xid.endsWithReset() && calm >= AFTER_RESET.toMillis()) return true;
        return xid.quiet().isPresent() && calm >= xid.quiet().get().toMillis();
    }

    private static String message(Xid xid, String gpu, long count) {
        return "XID " + xid.code() + " on " + gpu + (count > 1 ? ", " + count + " times: " : ": ") + xid.title() + ".";
    }

    // Where the driver does not say which GPU it was, no job is ended on a guess.
    private static HealthAction action(Xid xid, Optional<GpuId> gpu) {
        return gpu.isPresent() ? xid.action() : atMost(xid.action(), HealthAction.STOP_BIDDING);
    }

    static HealthAction atMost(HealthAction wanted, HealthAction most) {
        return wanted.compareTo(most) <= 0 ? wanted : most;
    }

    private static HealthAction strongest(HealthAction a, HealthAction b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
