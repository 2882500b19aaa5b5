/** What every view shares: the way to the services, and figures of leases and GPUs. */
@org.jspecify.annotations.NullMarked
package org.headroom.console.desk;
