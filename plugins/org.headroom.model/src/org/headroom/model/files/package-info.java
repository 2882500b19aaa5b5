/** How files of this program are made, so that they are its user's alone. */
@org.jspecify.annotations.NullMarked
package org.headroom.model.files;
