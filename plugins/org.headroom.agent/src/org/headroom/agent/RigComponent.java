package org.headroom.agent;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.availability.AvailabilityDesk;
import org.headroom.model.bidding.BidDesk;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.health.HealthWatch;
import org.headroom.model.host.HostWatch;
import org.headroom.model.market.Blocklist;
import org.headroom.model.rig.RigDesk;
import org.headroom.model.rig.RigStatus;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the rig of the home directory together once the window's platform is up, and hands its desk and its watches to
 * whoever shows them. The home is the system property {@code headroom.home}; without it there is no rig.
 */
@Component(
        immediate = true,
        service = {})
public final class RigComponent {
    private static final Logger LOG = LoggerFactory.getLogger(RigComponent.class);

    private final List<ServiceRegistration<?>> services = new ArrayList<>();
    private Optional<Rig> rig = Optional.empty();
    private boolean gone;

    @Activate
    public RigComponent(BundleContext context) {
        String home = context.getProperty("headroom.home");
        if (home == null) return;
        // Opening asks the engine, the chain and the disk: not while the window waits for its services.
        Thread.ofPlatform().daemon().name("rig-open").start(() -> open(context, Path.of(home)));
    }

    private void open(BundleContext context, Path home) {
        try {
            Rig opened = Rig.open(home, Clock.systemUTC());
            opened.whenAskedToEnd(() -> stop(context));
            synchronized (this) {
                if (gone) {
                    opened.close();
                    return;
                }
                rig = Optional.of(opened);
                services.add(context.registerService(GpuWatch.class, opened.gpus(), null));
                services.add(context.registerService(HealthWatch.class, opened.health(), null));
                services.add(context.registerService(HostWatch.class, opened.host(), null));
                services.add(context.registerService(AvailabilityDesk.class, opened.availability(), null));
                opened.bids().ifPresent(bids -> services.add(context.registerService(BidDesk.class, bids, null)));
                opened.blocklist()
                        .ifPresent(blocks -> services.add(context.registerService(Blocklist.class, blocks, null)));
                if (opened.desk().isPresent())
                    services.add(
                            context.registerService(RigDesk.class, opened.desk().get(), null));
                else say(context, "This rig watches its GPUs and takes no work.", setUp(home));
            }
        } catch (Rig.CannotOpen e) {
            LOG.error("The rig cannot be opened: {}", e.getMessage());
            say(context, "The rig cannot be opened.", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("The rig cannot be opened", e);
            say(context, "The rig cannot be opened.", "The log says more: " + e);
        }
    }

    /** The window is closed as by its owner, who is asked what they are asked then. */
    private static void stop(BundleContext context) {
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
        } catch (BundleException | RuntimeException e) {
            LOG.error("The rig cannot be ended from the command line; close its window instead", e);
        }
    }

    private static String setUp(Path home) {
        return "To offer them, say in " + home.resolve("rig.json") + " which market, chain and keys are yours.";
    }

    /** In place of the desk, so that the one sentence of the window tells why there is none. */
    private synchronized void say(BundleContext context, String headline, String rest) {
        if (gone) return;
        RigStatus status = new RigStatus(RigStatus.Mode.UNABLE, headline, rest);
        services.add(context.registerService(RigStatus.class, status, null));
    }

    @Deactivate
    void deactivate() {
        synchronized (this) {
            gone = true;
            services.forEach(ServiceRegistration::unregister);
            rig.ifPresent(Rig::close);
        }
    }
}
