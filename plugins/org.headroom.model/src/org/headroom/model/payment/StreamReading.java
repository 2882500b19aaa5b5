package org.headroom.model.payment;

/** The result of reading one stream. A stream that cannot be read says nothing about the others. */
public sealed interface StreamReading {
    StreamRef ref();

    /** The node answered. */
    record Read(StreamState state) implements StreamReading {
        @Override
        public StreamRef ref() {
            return state.ref();
        }
    }

    /**
     * The state is unknown, which is not the same as changed.
     *
     * @param reason one sentence for a person
     */
    record Unreadable(StreamRef ref, PaymentFailure.Kind kind, String reason) implements StreamReading {}
}
