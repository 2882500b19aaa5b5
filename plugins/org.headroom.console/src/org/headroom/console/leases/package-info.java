/** The rig's leases, running and past. */
@org.jspecify.annotations.NullMarked
package org.headroom.console.leases;
