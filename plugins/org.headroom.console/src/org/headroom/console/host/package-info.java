/** The machine around the GPUs, and what watching it costs. */
@org.jspecify.annotations.NullMarked
package org.headroom.console.host;
