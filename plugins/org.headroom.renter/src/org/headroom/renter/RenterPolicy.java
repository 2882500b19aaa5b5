package org.headroom.renter;

import java.time.Duration;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;

/**
 * How patient and how careful a renter is.
 *
 * @param collect how long further bids are waited for after the first
 * @param margin paid in beyond the order's duration, for the time before the job runs and the provider's least runway;
 *     what is not streamed of it comes back
 * @param answerWithin a provider that says nothing for so long after the acceptance is given up
 * @param startWithin the longest from {@code STARTING} to {@code RUNNING}; images are fetched in this time
 * @param receiptWithin how long a receipt is waited for when the job must be over; then the stream is ended, whether or not
 *     the market can be reached
 * @param retry the first pause before the chain is asked again; doubles up to {@link #LONGEST_PAUSE}
 * @param silence a provider that the market shows as offline, and of which nothing is heard for so long, is given up. While
 *     it is shown online, a job that says nothing is no silence
 * @param streamLost a stream that a reorganisation took out of the chain, and that has been missing for so long, is given up
 * @param streamCheck how often the chain is asked for the stream of a job that is awaited or runs. Where it is missing, it is
 *     asked again after half of this
 * @param repeat how long an order, an acceptance or a request to stop goes without an answer before it is said again. Later
 *     pauses are a multiple of it
 */
public record RenterPolicy(
        Duration collect,
        Duration margin,
        Duration answerWithin,
        Duration startWithin,
        Duration receiptWithin,
        Duration retry,
        Duration silence,
        Duration streamLost,
        Duration streamCheck,
        Duration repeat) {
    /**
     * After a node's outage a stream that is to be ended, or that was opened and not seen yet, pays for so much longer
     * at most, and for the call itself. The wallet keeps to the pauses that the node asks for.
     */
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private static final Duration SILENCE = Duration.ofMinutes(2);
    /** Far longer than a node keeps a transaction from the replaced block out of the next ones. */
    private static final Duration STREAM_LOST = Duration.ofMinutes(10);
    /** With the second reading and the next blocks this is well below the minute that a provider waits for a lost stream. */
    private static final Duration STREAM_CHECK = Duration.ofSeconds(10);

    /** An answer takes a reading of the chain. */
    private static final Duration REPEAT = Duration.ofSeconds(2);

    public static final RenterPolicy STANDARD = new RenterPolicy(
            Duration.ofSeconds(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1));

    /** With the standard times of silence, of streams and of repeated messages. */
    public RenterPolicy(
            Duration collect,
            Duration margin,
            Duration answerWithin,
            Duration startWithin,
            Duration receiptWithin,
            Duration retry) {
        this(
                collect,
                margin,
                answerWithin,
                startWithin,
                receiptWithin,
                retry,
                SILENCE,
                STREAM_LOST,
                STREAM_CHECK,
                REPEAT);
    }

    /** What is paid into a stream at this price; never less than the price of the whole duration. */
    public Usdc deposit(Usdc perHour, Duration duration) {
        Usdc streamed = RatePerSecond.ofHourly(perHour).streamed(duration.plus(margin));
        return streamed.plus(new Usdc(1));
    }

    /** The most that leaves the wallet for an order. */
    public Usdc mostFor(OrderRequest order) {
        return deposit(order.ceilingPerHour(), order.duration());
    }

    Duration pause(int failures) {
        Duration pause = retry.multipliedBy(1L << Math.min(failures, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
