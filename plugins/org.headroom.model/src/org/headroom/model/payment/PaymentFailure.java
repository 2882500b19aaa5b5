package org.headroom.model.payment;

/** The chain or the contract did not do what was asked. The message is one sentence that a person can act on. */
public class PaymentFailure extends Exception {
    private static final long serialVersionUID = 1;

    /** What kind of trouble; decides whether trying again makes sense. */
    public enum Kind {
        UNREACHABLE(true),
        NO_SUCH_STREAM(false),
        REVERTED(false),
        WRONG_CHAIN(false),
        NOT_AFFORDABLE(false),
        NOTHING_DUE(false),
        BAD_ANSWER(true),
        /** Two nodes answer differently: nothing is decided until they agree. */
        DISAGREEMENT(true),
        /** A transaction was signed and its end is not known: it is continued, and must not be asked for a second time. */
        PENDING(false),
        /** It was called off, or its time was over, before its own transaction was signed. */
        NOT_WANTED(false),
        /** This way of being paid cannot do it. */
        UNSUPPORTED(false);

        private final boolean retry;

        Kind(boolean retry) {
            this.retry = retry;
        }

        public boolean worthRetrying() {
            return retry;
        }
    }

    private final Kind kind;

    public PaymentFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public PaymentFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
