/** The watch over the machine around the GPUs, through OSHI. */
@org.jspecify.annotations.NullMarked
package org.headroom.telemetry.host;
