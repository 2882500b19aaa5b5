package org.headroom.cli.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.agent.RigIdentity;
import org.headroom.jobs.DiskPolicy;
import org.headroom.jobs.EngineFinder;
import org.headroom.jobs.LeaseDisks;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.market.LeaseId;

/** Jobs of the campaign's rig, past the rig: found and removed by their label, and their disks with them. */
final class LeftJobs {
    static final String RIG = "campaign rig";

    private final Path home;

    /** @param home the campaign's folder */
    LeftJobs(Path home) {
        this.home = home;
    }

    /** By what the rig's containers are known. */
    String identity() {
        return RigIdentity.of(RIG, home.resolve("rig"));
    }

    /** The rig's engine, with nothing between. */
    ContainerEngine engine(CampaignEngine service) {
        Map<String, String> environment = ownEnvironment();
        environment.put("CONTAINER_HOST", "unix://" + service.socket());
        return new EngineFinder(environment, home.resolve("e/unused"))
                .find(identity(), OfferedImages.NONE, Clock.systemUTC());
    }

    /** The engine that the person uses is not the campaign's. */
    static Map<String, String> ownEnvironment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeAll(List.of("DOCKER_HOST", "CONTAINER_HOST"));
        return environment;
    }

    /** Of a campaign that was killed itself. */
    void removeAll(Path podman) throws IOException {
        if (!Files.isDirectory(home.resolve("rig/leases"))) return;
        try (CampaignEngine service = new CampaignEngine(podman, home.resolve("e"), ownEnvironment())) {
            removeAll(service);
        }
    }

    void removeAll(CampaignEngine service) throws IOException {
        try (ContainerEngine engine = engine(service)) {
            for (LeaseId lease : engine.leases()) {
                Optional<ContainerRef> left = engine.find(lease).map(ContainerState::container);
                if (left.isEmpty()) continue;
                engine.stop(left.get(), Duration.ZERO);
                engine.remove(left.get());
            }
        } catch (JobFailure e) {
            throw new IOException("A container may be left behind: " + e.getMessage(), e);
        }
        new LeaseDisks(home.resolve("rig/leases"), DiskPolicy.STANDARD).discardAll();
    }
}
