-- A store of version 3, as Rashomon made it before it compared articles. Never to be edited: such files are with people.
CREATE TABLE document (
	id VARCHAR(16) NOT NULL,
	ref TEXT NOT NULL,
	text TEXT NOT NULL,
	text_sha256 VARCHAR(64) NOT NULL,
	raw_sha256 VARCHAR(64) NOT NULL,
	media_type TEXT NOT NULL,
	made_by TEXT NOT NULL,
	superseded_by VARCHAR(16),
	PRIMARY KEY (id),
	FOREIGN KEY(superseded_by) REFERENCES document (id)
);
CREATE UNIQUE INDEX document_ref ON document (ref, id);
CREATE TABLE rejection (
	ref TEXT NOT NULL,
	stage TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (ref, stage, reason)
);
CREATE TABLE record (
	layer TEXT NOT NULL,
	id VARCHAR(16) NOT NULL,
	document VARCHAR(16),
	start INTEGER NOT NULL,
	stop INTEGER NOT NULL,
	made_by TEXT NOT NULL,
	json TEXT NOT NULL,
	PRIMARY KEY (layer, id),
	FOREIGN KEY(document) REFERENCES document (id)
);
CREATE INDEX record_place ON record (document, layer, start, stop, id);
CREATE VIRTUAL TABLE search USING fts5(document UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE link (
	document VARCHAR(16) NOT NULL,
	made_by TEXT NOT NULL,
	PRIMARY KEY (document),
	FOREIGN KEY(document) REFERENCES document (id)
);
CREATE INDEX link_made_by ON link (made_by, document);
CREATE TABLE profile (
	id VARCHAR(16) NOT NULL,
	block TEXT NOT NULL,
	json TEXT NOT NULL,
	articles INTEGER NOT NULL,
	entity VARCHAR(16),
	score FLOAT,
	reason TEXT,
	PRIMARY KEY (id)
);
CREATE INDEX profile_entity ON profile (entity, id);
CREATE INDEX profile_block ON profile (block, id);
CREATE TABLE unsettled (
	block TEXT NOT NULL,
	PRIMARY KEY (block)
);
CREATE TABLE member (
	id VARCHAR(16) NOT NULL,
	document VARCHAR(16) NOT NULL,
	entity VARCHAR(16) NOT NULL,
	profile VARCHAR(16),
	mentions INTEGER NOT NULL,
	statements INTEGER NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(document) REFERENCES document (id),
	FOREIGN KEY(profile) REFERENCES profile (id)
);
CREATE INDEX member_profile ON member (profile, document, mentions, statements);
CREATE UNIQUE INDEX member_document ON member (document, entity, profile);
CREATE TABLE gathered (
	document VARCHAR(16) NOT NULL,
	made_by TEXT NOT NULL,
	PRIMARY KEY (document),
	FOREIGN KEY(document) REFERENCES document (id)
);
CREATE INDEX gathered_made_by ON gathered (made_by, document);
CREATE TABLE telling (
	event VARCHAR(16) NOT NULL,
	document VARCHAR(16) NOT NULL,
	made_by TEXT NOT NULL,
	place TEXT NOT NULL,
	json TEXT NOT NULL,
	antecedent VARCHAR(16),
	score FLOAT,
	reason TEXT,
	cluster VARCHAR(16),
	PRIMARY KEY (event),
	FOREIGN KEY(document) REFERENCES document (id)
);
CREATE INDEX telling_document ON telling (document, event);
CREATE INDEX telling_cluster ON telling (cluster, document);
CREATE TABLE telling_key (
	"key" TEXT NOT NULL,
	place TEXT NOT NULL,
	event VARCHAR(16) NOT NULL,
	PRIMARY KEY ("key", place, event),
	FOREIGN KEY(event) REFERENCES telling (event)
);
CREATE INDEX telling_key_event ON telling_key (event, "key", place);
CREATE TABLE unjoined (
	event VARCHAR(16) NOT NULL,
	PRIMARY KEY (event),
	FOREIGN KEY(event) REFERENCES telling (event)
);
CREATE TABLE store_version (
	version INTEGER NOT NULL
);
INSERT INTO store_version VALUES (3);
