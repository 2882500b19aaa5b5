package org.headroom.wallet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.payment.PaymentFailure;
import org.jspecify.annotations.Nullable;

/** A node did not do its part. Another node, or the same one later, may. */
final class NodeFailure extends PaymentFailure {
    private static final long serialVersionUID = 1;

    /** Decides whether the node is given a pause and whether the same request may be repeated. */
    enum Type {
        /** No connection, a dropped one, HTTP status 5xx. */
        UNREACHABLE(true),
        /** No answer in time. */
        TIMED_OUT(true),
        /** Too many requests. */
        THROTTLED(true),
        /** Not JSON-RPC: HTML, a body that was cut off, the answer to another request. */
        MALFORMED(true),
        /** A JSON-RPC error, or HTTP status 4xx: this request will not be served. */
        REFUSED(false),
        /** The node's chain id, head or contracts are not as they should be. */
        NOT_BELIEVED(false),
        /** The calling thread was interrupted. */
        INTERRUPTED(false);

        private final boolean repeatable;

        Type(boolean repeatable) {
            this.repeatable = repeatable;
        }

        /** Whether the same request may succeed after a pause. */
        boolean isRepeatable() {
            return repeatable;
        }
    }

    private final Type type;
    private final String detail;
    private final @Nullable Duration retryAfter;
    private final @Nullable Instant headTime;

    NodeFailure(Type type, Kind kind, String message, @Nullable Throwable cause) {
        this(type, kind, message, "", null, cause);
    }

    private NodeFailure(Kind kind, String message, Instant headTime) {
        super(kind, message);
        this.type = Type.NOT_BELIEVED;
        this.detail = "";
        this.retryAfter = null;
        this.headTime = headTime;
    }

    /** Of a node that is not believed for the time of its newest block. */
    static NodeFailure headTime(Instant time, String message) {
        return new NodeFailure(Kind.BAD_ANSWER, message, time);
    }

    /** @param detail the node's own message @param retryAfter how long the node asks to be left alone */
    NodeFailure(
            Type type,
            Kind kind,
            String message,
            String detail,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(kind, message);
        if (cause != null) initCause(cause);
        this.type = type;
        this.detail = detail;
        this.retryAfter = retryAfter;
        this.headTime = null;
    }

    Type type() {
        return type;
    }

    /** The node's own message; empty where it gave none. */
    String detail() {
        return detail;
    }

    /** The time of the newest block, where the node is not believed for it. */
    Optional<Instant> headTime() {
        return Optional.ofNullable(headTime);
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
