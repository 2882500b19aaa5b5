package org.headroom.engine;

import java.time.Duration;
import java.util.Set;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;

/**
 * What the owner has decided.
 *
 * @param rig the rig's name, as offers show it
 * @param askPerHour what one GPU is offered and bid for until the owner makes other rules
 * @param bidLasts how long a bid binds us, and holds the GPU
 * @param offerLasts how long an offer is valid before it is renewed
 * @param leastRunway a stream that is to last for less is not started with, and stops what runs
 * @param exposureCap the most that may run unpaid for while the chain cannot be read
 * @param streamPoll the longest time between two polls of the streams of running leases
 * @param stopGrace between SIGTERM and SIGKILL; it comes out of time that is paid for, so it is shorter where less is left
 * @param verifyWithin from the acceptance to a stream that is known to be in order; past it the lease is refused
 * @param startWithin from there to a running container, the fetching of its image included; past it the lease is refused
 * @param chainGrace after a start, after suspend and after the clock was set: how long nothing is stopped for the sake of
 *     money before the chain has answered
 * @param images that renters may run
 * @param secretsOnDocker whether orders with sealed variables are bid for where Docker runs the jobs, which keeps traces of them
 */
public record RigPolicy(
        String rig,
        Usdc askPerHour,
        Duration bidLasts,
        Duration offerLasts,
        Duration leastRunway,
        Usdc exposureCap,
        Duration streamPoll,
        Duration stopGrace,
        Duration verifyWithin,
        Duration startWithin,
        Duration chainGrace,
        Set<EthAddress> blocked,
        OfferedImages images,
        boolean secretsOnDocker) {
    public RigPolicy {
        blocked = Set.copyOf(blocked);
    }

    /** Of a rig that offers no image, and keeps secrets off Docker. */
    public RigPolicy(
            String rig,
            Usdc askPerHour,
            Duration bidLasts,
            Duration offerLasts,
            Duration leastRunway,
            Usdc exposureCap,
            Duration streamPoll,
            Duration stopGrace,
            Duration verifyWithin,
            Duration startWithin,
            Duration chainGrace,
            Set<EthAddress> blocked) {
        this(
                rig,
                askPerHour,
                bidLasts,
                offerLasts,
                leastRunway,
                exposureCap,
                streamPoll,
                stopGrace,
                verifyWithin,
                startWithin,
                chainGrace,
                blocked,
                OfferedImages.NONE,
                false);
    }

    /** What a rig starts with; it offers no image yet. */
    public static RigPolicy standard(String rig, Usdc askPerHour) {
        return new RigPolicy(
                rig,
                askPerHour,
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                Usdc.parse("0.25"),
                Duration.ofSeconds(8),
                Duration.ofSeconds(10),
                Duration.ofSeconds(90),
                Duration.ofMinutes(15),
                Duration.ofSeconds(60),
                Set.of());
    }

    public RigPolicy withStreamPoll(Duration poll) {
        return new RigPolicy(
                rig,
                askPerHour,
                bidLasts,
                offerLasts,
                leastRunway,
                exposureCap,
                poll,
                stopGrace,
                verifyWithin,
                startWithin,
                chainGrace,
                blocked,
                images,
                secretsOnDocker);
    }

    public RigPolicy withExposureCap(Usdc cap) {
        return new RigPolicy(
                rig,
                askPerHour,
                bidLasts,
                offerLasts,
                leastRunway,
                cap,
                streamPoll,
                stopGrace,
                verifyWithin,
                startWithin,
                chainGrace,
                blocked,
                images,
                secretsOnDocker);
    }

    public RigPolicy withImages(OfferedImages others) {
        return new RigPolicy(
                rig,
                askPerHour,
                bidLasts,
                offerLasts,
                leastRunway,
                exposureCap,
                streamPoll,
                stopGrace,
                verifyWithin,
                startWithin,
                chainGrace,
                blocked,
                others,
                secretsOnDocker);
    }

    public RigPolicy withSecretsOnDocker(boolean allowed) {
        return new RigPolicy(
                rig,
                askPerHour,
                bidLasts,
                offerLasts,
                leastRunway,
                exposureCap,
                streamPoll,
                stopGrace,
                verifyWithin,
                startWithin,
                chainGrace,
                blocked,
                images,
                allowed);
    }
}
