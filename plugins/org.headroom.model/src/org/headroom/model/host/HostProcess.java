package org.headroom.model.host;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.model.units.ByteCount;

/**
 * A process of this machine. Its command line is left out: it may hold secrets.
 *
 * @param cpu in percent of one core since the last look; empty at the first
 */
public record HostProcess(
        long pid, String name, Optional<String> user, Instant started, ByteCount memory, OptionalDouble cpu) {}
