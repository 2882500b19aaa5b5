package org.headroom.cli.demo;

import java.nio.file.Path;
import java.util.Optional;
import org.headroom.localchain.ChainLike;

/**
 * What a stage is made from.
 *
 * @param chainPrograms what releng/fetch-chain brought
 * @param nvml the stand-in's library; empty where the machine has a driver
 * @param chainLike the public chain that is imitated; empty for a chain that answers at once
 */
record StageParts(Path chainPrograms, Optional<Path> nvml, Optional<ChainLike> chainLike) {}
