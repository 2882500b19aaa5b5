/** What the machine around the GPUs says of itself. */
@org.jspecify.annotations.NullMarked
package org.headroom.model.host;
