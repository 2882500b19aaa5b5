/** The GPUs' readings for Prometheus. */
@org.jspecify.annotations.NullMarked
package org.headroom.telemetry.prometheus;
