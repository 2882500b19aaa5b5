/** Jobs, the limits they run under, and the container engine that runs them. */
@org.jspecify.annotations.NullMarked
package org.headroom.model.job;
